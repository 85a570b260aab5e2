// Runs one custom op step: shapes in, its dispatches on ONNX Runtime's device, outputs in pooled buffers or on the CPU.

import { Recent } from '../lib/recent.ts';
import type { OpStep } from '../onnx/plan.ts';
import { BindGroupCache } from './gpu/bindGroupCache.ts';
import { encodeDispatches } from './gpu/dispatch.ts';
import { StagingBuffer } from './gpu/stagingBuffer.ts';
import type { GpuRuntime } from './gpuRuntime.ts';
import type { Candidate, CustomOp, FrameParameters, OpBinding, TensorShape } from './ops/types.ts';
import type { Tensor } from './ort.ts';
import { borrowed, byteLength, cpuTensor, pooled, sameShape, shapeOf, type Value } from './values.ts';

type Inputs = readonly (Tensor | undefined)[];
type Mode = FrameParameters['mode'];

/** What an op of a plan ran last; undefined before it has. */
export interface OpStepInfo {
  readonly kind: 'op';
  readonly shape: string | undefined;
  readonly kernel: string | undefined;
}

/** A call ready to be encoded, for one set of input shapes and one mode. */
interface Prepared {
  readonly shapes: readonly (TensorShape | undefined)[];
  readonly mode: Mode;
  /** As KernelChoice has it. */
  readonly shape: string;
  readonly outputs: readonly TensorShape[];
  /** The one that was chosen. */
  readonly kernel: Candidate;
  /** One a dispatch. */
  readonly pipelines: readonly GPUComputePipeline[];
  /** Those of the call itself, by dispatch and binding number. */
  readonly uniforms: readonly (readonly (GPUBuffer | undefined)[])[];
}

/** What the bindings of one run refer to. */
interface RunBuffers {
  readonly inputs: Inputs;
  readonly outputs: readonly Value[];
  readonly scratch: readonly GPUBuffer[];
}

/** The passes of three panes differ in mode and in their prompts' lengths, and take turns. */
const KEPT_CALLS = 8;

export class OpRunner {
  readonly #groups: BindGroupCache;
  #last: Prepared | undefined;
  /** By output. */
  readonly #staging: StagingBuffer[];
  readonly #prepared = new Recent<Prepared>(KEPT_CALLS, ({ uniforms }) => {
    for (const buffer of uniforms.flat()) buffer?.destroy();
  });

  constructor(
    readonly gpu: GpuRuntime,
    readonly step: OpStep,
    readonly op: CustomOp,
    /** The session's uniform buffer of FrameParameters. */
    readonly frame: GPUBuffer,
  ) {
    this.#groups = new BindGroupCache(gpu.device);
    this.#staging = step.outputs.map(() => new StagingBuffer(gpu.device));
  }

  /**
   * @param inputs one per node input, all on the GPU; undefined where the node omits it
   * @param frame what the session's uniform buffer holds
   */
  async run(inputs: Inputs, frame: FrameParameters): Promise<Value[]> {
    const prepared = await this.#prepare(inputs, frame.mode);
    const outputs = this.#makeOutputs(prepared);
    this.#submit(prepared, inputs, outputs);
    return outputs;
  }

  /** The call that ran last. */
  describe(): OpStepInfo {
    return { kind: 'op', shape: this.#last?.shape, kernel: this.#last?.kernel.name };
  }

  /** The same with outputs on the CPU: dispatches and readback in one submit. @throws GpuOperationError */
  async runAndRead(inputs: Inputs, frame: FrameParameters): Promise<Value[]> {
    const prepared = await this.#prepare(inputs, frame.mode);
    const outputs = this.#makeOutputs(prepared);
    try {
      this.#submit(prepared, inputs, outputs, (encoder) => {
        for (const [index, { tensor }] of outputs.entries())
          this.#staging[index]!.encodeCopy(encoder, tensor.gpuBuffer, byteLength(shapeOf(tensor)));
      });
      const read = prepared.outputs.map(async (shape, index) =>
        cpuTensor(shape, await this.#staging[index]!.read(byteLength(shape))),
      );
      return (await Promise.all(read)).map(borrowed);
    } finally {
      for (const output of outputs) output.free();
    }
  }

  release(): void {
    this.#prepared.clear();
    for (const staging of this.#staging) staging.release();
  }

  #makeOutputs({ outputs }: Prepared): Value[] {
    return outputs.map((shape) => pooled(this.gpu.pool, shape));
  }

  /** At once, so that whatever is submitted later, by ONNX Runtime too, sees the results. */
  #submit(
    prepared: Prepared,
    inputs: Inputs,
    outputs: readonly Value[],
    encodeMore: (encoder: GPUCommandEncoder) => void = () => {},
  ): void {
    const { kernel, pipelines } = prepared;
    const { device, pool } = this.gpu;
    this.#last = prepared;
    const scratch = kernel.scratch.map((bytes) => pool.acquire(bytes));
    const buffers = { inputs, outputs, scratch };
    const encoder = device.createCommandEncoder({ label: this.op.type });
    const dispatches = kernel.dispatches.map(({ bindings, workgroups }, index) => ({
      pipeline: pipelines[index]!,
      buffers: bindings.map((binding, number) =>
        this.#bufferOf(binding, prepared.uniforms[index]![number], buffers),
      ),
      workgroups,
    }));
    encodeDispatches(encoder, this.#groups, dispatches);
    encodeMore(encoder);
    device.queue.submit([encoder.finish()]);
    for (const buffer of scratch) pool.release(buffer);
  }

  /** Shapes change with the prompts alone, so a slider move finds everything prepared. */
  async #prepare(inputs: Inputs, mode: Mode): Promise<Prepared> {
    const known = this.#prepared.find(
      (one) => one.mode === mode && inputs.every((tensor, i) => hasShape(tensor, one.shapes[i])),
    );
    if (known) return known;
    const shapes = inputs.map((tensor) => tensor && copyOfShape(tensor));
    const call = this.op.prepare(this.step.node, shapes, this.gpu.profile, mode);
    const kernel = await this.gpu.tuner.choose(call);
    const pipelines = await Promise.all(
      kernel.dispatches.map(({ variant }) => this.gpu.kernels.get(variant)),
    );
    const uniforms = kernel.dispatches.map(({ bindings }) => bindings.map((at) => this.#uniformOf(at)));
    const { outputs, shape } = call;
    return this.#prepared.add({ shapes, mode, shape, outputs, kernel, pipelines, uniforms });
  }

  #uniformOf(binding: OpBinding): GPUBuffer | undefined {
    if (binding.kind !== 'uniform') return undefined;
    const { device } = this.gpu;
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    const buffer = device.createBuffer({ size: binding.data.byteLength, usage });
    device.queue.writeBuffer(buffer, 0, binding.data);
    return buffer;
  }

  #bufferOf(
    binding: OpBinding,
    uniform: GPUBuffer | undefined,
    { inputs, outputs, scratch }: RunBuffers,
  ): GPUBuffer {
    switch (binding.kind) {
      case 'input':
        return inputs[binding.index]?.gpuBuffer ?? this.gpu.empty;
      case 'output':
        return outputs[binding.index]!.tensor.gpuBuffer;
      case 'scratch':
        return scratch[binding.index]!;
      case 'uniform':
        return uniform!;
      case 'frame':
        return this.frame;
    }
  }
}

/** Apart from the tensor, which may be gone when the next one comes. */
function copyOfShape(tensor: Tensor): TensorShape {
  const { type, dims } = shapeOf(tensor);
  return { type, dims: [...dims] };
}

function hasShape(tensor: Tensor | undefined, shape: TensorShape | undefined): boolean {
  return tensor === undefined || shape === undefined ? tensor === shape : sameShape(shapeOf(tensor), shape);
}
