// A session for models with custom ops: the run() contract of ort.InferenceSession over a plan of segments and WGSL ops.

import {
  checkOperators,
  DataType,
  partition,
  readModel,
  removeFloat16Casts,
  type Model,
  type Node,
  type ValueInfo,
} from '../onnx/index.ts';
import {
  CustomOpNeedsWebGpuError,
  Float16UnsupportedError,
  GuidanceModeUnsupportedError,
  InvalidFeedError,
  SessionReleasedError,
} from './errors.ts';
import type { GpuRuntime } from './gpuRuntime.ts';
import { encodeFrameParameters, FRAME_PARAMETERS_BYTES } from './ops/frameParameters.ts';
import type { CustomOp, FrameParameters } from './ops/types.ts';
import { buildRunner, type Precision } from './buildRunner.ts';
import type { Tensor } from './ort.ts';
import type { PlanRun, PlanRunner } from './planRunner.ts';

export interface SessionOptions {
  /** Names the session in error messages. */
  readonly label: string;
  /** Where ONNX Runtime runs its part. Custom ops run on the GPU in any case, with `wasm` at the cost of a copy each way. */
  readonly provider: 'webgpu' | 'wasm';
  /** The shared GPU; needed for provider `webgpu` and for custom ops. */
  readonly gpu?: GpuRuntime | undefined;
  /** Refuse a model of which ONNX Runtime would run any node on the CPU, shape arithmetic included. */
  readonly gpuOnly?: boolean;
  readonly ops?: readonly CustomOp[];
  /** `float32` widens a float16 graph in memory; `float16` runs the graph as it is. */
  readonly precision?: Precision;
  /** Files that the model's weights live in, by the name the model gives them. */
  readonly externalData?: ReadonlyMap<string, Uint8Array>;
}

/** Default of `frame`: mode `none`. */
export type RunOptions = Partial<PlanRun>;

export type Feeds = Readonly<Record<string, Tensor>>;

/** The session's uniform buffer of FrameParameters; without a GPU there is none. */
interface FrameUniform {
  readonly buffer: GPUBuffer | undefined;
  /** @throws GuidanceModeUnsupportedError; DeviceLostError, GpuOperationError where the device has become unusable */
  write(parameters: FrameParameters): void;
  release(): void;
}

export class CustomOpSession {
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
  readonly inputMetadata: readonly ValueInfo[];
  readonly outputMetadata: readonly ValueInfo[];
  readonly #runner: PlanRunner;
  readonly #frame: FrameUniform;
  #queue: Promise<unknown> = Promise.resolve();
  #released = false;

  private constructor(runner: PlanRunner, frame: FrameUniform) {
    const { inputs, outputs } = runner;
    this.inputMetadata = inputs;
    this.outputMetadata = outputs;
    this.inputNames = inputs.map(({ name }) => name);
    this.outputNames = outputs.map(({ name }) => name);
    this.#runner = runner;
    this.#frame = frame;
  }

  /**
   * What fails leaves nothing behind. Once the session is there, it refers to no byte of `source` or of `externalData`.
   * @param source the bytes of an ONNX file, or a model that was read already
   * @throws UnknownOperatorError for operators that neither ONNX Runtime nor `ops` has; CustomOpNeedsWebGpuError;
   * Float16UnsupportedError; the reader's errors; OnnxRuntimeError
   */
  static async create(source: Uint8Array | Model, options: SessionOptions): Promise<CustomOpSession> {
    const { label, provider, gpu, gpuOnly, ops = [], precision = 'float32' } = options;
    const model = source instanceof Uint8Array ? readModel(source, options.externalData, label) : source;
    checkOperators(
      model,
      ops.map(({ domain, type }) => ({ domain, opType: type })),
    );
    refuseWhatCannotRun(model, options);
    const cut = precision === 'float32' ? removeFloat16Casts(model) : model;
    const plan = partition(cut, (node) => findOp(ops, node) !== undefined);
    const frame = createFrameUniform(label, gpu);
    const place = { label, provider, gpu, gpuOnly, precision, frame: frame.buffer };
    const runner = await buildRunner(plan, place, (node) => findOp(ops, node)).catch((error: unknown) => {
      frame.release();
      throw error;
    });
    return new CustomOpSession(runner, frame);
  }

  /**
   * Runs the model. With provider `webgpu` the outputs stay there (`tensor.location` is `gpu-buffer`, `await tensor.getData()` reads them);
   * the caller disposes them. Runs of one session go one after the other. A feed object stands for its contents: to change
   * the contents, feed another object (see PlanRunner.run).
   * @throws InvalidFeedError, GuidanceModeUnsupportedError, SelfTestError, CancelledError, SessionReleasedError, OnnxRuntimeError; DeviceLostError, and GpuOperationError
   * for an error of an earlier run that nobody saw
   */
  run(feeds: Feeds, options: RunOptions = {}): Promise<Record<string, Tensor>> {
    const result = this.#queue.then(async () => {
      if (this.#released) throw new SessionReleasedError();
      this.#checkFeeds(feeds);
      const { frame = { mode: 'none' } } = options;
      this.#frame.write(frame);
      const outputs = await this.#runner.run(new Map(Object.entries(feeds)), { ...options, frame });
      return Object.fromEntries([...outputs].map(([name, value]) => [name, value.tensor]));
    });
    this.#queue = result.catch(() => {}); // a failed run must not hold up the next one
    return result;
  }

  /** Its plan, step by step. */
  describe(): ReturnType<PlanRunner['describe']> {
    return this.#runner.describe();
  }

  async release(): Promise<void> {
    this.#released = true;
    await this.#queue;
    await this.#runner.release();
    this.#frame.release();
  }

  #checkFeeds(feeds: Feeds): void {
    const missing = this.inputNames.filter((name) => !(name in feeds));
    if (missing.length > 0)
      throw new InvalidFeedError(`The run lacks ${missing.join(', ')}.`, this.inputNames);
    const unknown = Object.keys(feeds).filter((name) => !this.inputNames.includes(name));
    if (unknown.length > 0)
      throw new InvalidFeedError(`The model has no input ${unknown.join(', ')}.`, this.inputNames);
    for (const info of this.inputMetadata) checkShape(info, feeds[info.name]!, this.inputNames);
  }
}

function createFrameUniform(label: string, gpu: GpuRuntime | undefined): FrameUniform {
  const buffer = gpu?.device.createBuffer({
    label: `${label} frame parameters`,
    size: FRAME_PARAMETERS_BYTES,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  return {
    buffer,
    write(parameters) {
      const { mode } = parameters;
      // Without a GPU it is a model's stock-operator twin that runs, which knows none and NASA, by a feed.
      if (!gpu && (mode === 'vsf' || mode === 'nag')) throw new GuidanceModeUnsupportedError(mode);
      gpu?.context.assertHealthy();
      if (buffer) gpu?.device.queue.writeBuffer(buffer, 0, encodeFrameParameters(parameters));
    },
    release: () => buffer?.destroy(),
  };
}

function findOp(ops: readonly CustomOp[], { domain, opType }: Node): CustomOp | undefined {
  return ops.find((op) => op.domain === domain && op.type === opType);
}

function refuseWhatCannotRun(model: Model, { ops = [], gpu, precision }: SessionOptions): void {
  const custom = model.graph.nodes.filter((node) => findOp(ops, node)).map(({ opType }) => opType);
  if (gpu === undefined && custom.length > 0) throw new CustomOpNeedsWebGpuError([...new Set(custom)]);
  if (precision === 'float16' && gpu && !gpu.context.hasFloat16)
    throw new Float16UnsupportedError(gpu.context.description);
}

const TYPE_NAMES: Readonly<Partial<Record<DataType, string>>> = {
  [DataType.Float32]: 'float32',
  [DataType.Float16]: 'float16',
  [DataType.Int32]: 'int32',
  [DataType.Int64]: 'int64',
};

function checkShape({ name, elementType, dims }: ValueInfo, tensor: Tensor, names: readonly string[]): void {
  const wanted = TYPE_NAMES[elementType];
  if (wanted !== undefined && tensor.type !== wanted) {
    throw new InvalidFeedError(`Input ${name} must be ${wanted}, not ${tensor.type}.`, names);
  }
  const fits =
    !dims ||
    (dims.length === tensor.dims.length &&
      dims.every((d, i) => typeof d === 'string' || d === tensor.dims[i]));
  if (!fits)
    throw new InvalidFeedError(
      `Input ${name} must be [${dims.join(', ')}], not [${tensor.dims.join(', ')}].`,
      names,
    );
}
