// A session for models with custom ops: the run() contract of ort.InferenceSession over a plan of segments and WGSL ops.

import {
  checkOperators,
  DataType,
  partition,
  readModel,
  removeIdleCasts,
  upcastToFloat32,
  type Model,
  type Node,
  type ValueInfo,
} from '../onnx/index.ts';
import {
  CustomOpNeedsWebGpuError,
  Float16UnsupportedError,
  InvalidFeedError,
  SessionReleasedError,
} from './errors.ts';
import type { GpuRuntime } from './gpuRuntime.ts';
import { encodeFrameParameters, FRAME_PARAMETERS_BYTES } from './ops/frameParameters.ts';
import type { CustomOp, FrameParameters } from './ops/types.ts';
import { buildRunner } from './buildRunner.ts';
import type { Tensor } from './ort.ts';
import type { PlanRunner } from './planRunner.ts';

export type Precision = 'float32' | 'float16';

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

export interface RunOptions {
  /** Checked between steps. */
  readonly signal?: AbortSignal | undefined;
  /** Mode and scale of this run; default: mode `none`. */
  readonly frame?: FrameParameters;
}

export type Feeds = Readonly<Record<string, Tensor>>;

/** The session's uniform buffer of FrameParameters. */
interface FrameUniform {
  /** @throws DeviceLostError, GpuOperationError where the device has become unusable */
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
    const { inputs, outputs } = runner.plan;
    this.inputMetadata = inputs;
    this.outputMetadata = outputs;
    this.inputNames = inputs.map(({ name }) => name);
    this.outputNames = outputs.map(({ name }) => name);
    this.#runner = runner;
    this.#frame = frame;
  }

  /**
   * @param source the bytes of an ONNX file, or a model that was read already
   * @throws UnknownOperatorError for operators that neither ONNX Runtime nor `ops` has; CustomOpNeedsWebGpuError;
   * Float16UnsupportedError; the reader's errors; OnnxRuntimeError
   */
  static async create(source: Uint8Array | Model, options: SessionOptions): Promise<CustomOpSession> {
    const { ops = [], precision = 'float32' } = options;
    const read =
      source instanceof Uint8Array ? readModel(source, options.externalData, options.label) : source;
    checkOperators(
      read,
      ops.map(({ domain, type }) => ({ domain, opType: type })),
    );
    const model = precision === 'float32' ? removeIdleCasts(upcastToFloat32(read)) : read;
    refuseWhatCannotRun(model, options);
    const plan = partition(model, (node) => findOp(ops, node) !== undefined);
    const frame = options.gpu?.device.createBuffer({
      label: `${options.label} frame parameters`,
      size: FRAME_PARAMETERS_BYTES,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
    const runner = await buildRunner(plan, options, frame, (node) => findOp(ops, node)).catch(
      (error: unknown) => {
        frame?.destroy();
        throw error;
      },
    );
    return new CustomOpSession(runner, {
      write(parameters) {
        options.gpu?.context.assertHealthy();
        if (frame) options.gpu?.device.queue.writeBuffer(frame, 0, encodeFrameParameters(parameters));
      },
      release: () => frame?.destroy(),
    });
  }

  /**
   * Runs the model. With provider `webgpu` the outputs stay there (`tensor.location` is `gpu-buffer`, `await tensor.getData()` reads them);
   * the caller disposes them. Runs of one session go one after the other. A feed object stands for its contents: to change
   * the contents, feed another object (see PlanRunner.run).
   * @throws InvalidFeedError, CancelledError, SessionReleasedError, OnnxRuntimeError; DeviceLostError, and GpuOperationError
   * for an error of an earlier run that nobody saw
   */
  run(feeds: Feeds, options: RunOptions = {}): Promise<Record<string, Tensor>> {
    const result = this.#queue.then(async () => {
      if (this.#released) throw new SessionReleasedError();
      this.#checkFeeds(feeds);
      this.#frame.write(options.frame ?? { mode: 'none', scale: 0 });
      const outputs = await this.#runner.run(new Map(Object.entries(feeds)), options.signal);
      return Object.fromEntries([...outputs].map(([name, value]) => [name, value.tensor]));
    });
    this.#queue = result.catch(() => {}); // a failed run must not hold up the next one
    return result;
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
