// Runs one custom op step: shapes in, its dispatches on ONNX Runtime's device in one submit, pooled outputs out.

import type { OpStep } from '../onnx/plan.ts';
import { submitDispatches } from './gpu/dispatch.ts';
import type { GpuRuntime } from './gpuRuntime.ts';
import type { CustomOp, FrameParameters, OpBinding, PreparedCall } from './ops/types.ts';
import type { Tensor } from './ort.ts';
import { pooled, shapeOf, type Value } from './values.ts';

type Mode = FrameParameters['mode'];

/** A call ready to be encoded: valid as long as the input shapes stay what they were. */
interface Prepared {
  readonly shapes: string;
  readonly call: PreparedCall;
  /** One a dispatch. */
  readonly pipelines: readonly GPUComputePipeline[];
}

/** What the bindings of one run refer to. */
interface RunBuffers {
  readonly inputs: readonly (Tensor | undefined)[];
  readonly outputs: readonly Value[];
  readonly scratch: readonly GPUBuffer[];
}

export class OpRunner {
  /** One a mode, so that panes of different modes, drawn in turn, prepare nothing again. */
  readonly #prepared = new Map<Mode, Prepared>();
  /** By mode, dispatch and binding number. */
  readonly #uniforms = new Map<string, GPUBuffer>();

  constructor(
    readonly gpu: GpuRuntime,
    readonly step: OpStep,
    readonly op: CustomOp,
    /** The session's uniform buffer of FrameParameters. */
    readonly frame: GPUBuffer,
  ) {}

  /**
   * @param inputs one per node input, all on the GPU; undefined where the node omits it
   * @param frame what the session's uniform buffer holds
   */
  async run(inputs: readonly (Tensor | undefined)[], { mode }: FrameParameters): Promise<Value[]> {
    const { device, pool } = this.gpu;
    const { call, pipelines } = await this.#prepare(inputs, mode);
    const outputs = call.outputs.map((shape) => pooled(pool, shape));
    const scratch = call.scratch.map((bytes) => pool.acquire(bytes));
    const buffers = { inputs, outputs, scratch };
    const dispatches = call.dispatches.map(({ bindings, workgroups }, index) => ({
      pipeline: pipelines[index]!,
      bindings: bindings.map((binding, number) => ({
        buffer: this.#bufferOf(binding, uniformKey(mode, index, number), buffers),
      })),
      workgroups,
    }));
    submitDispatches(device, dispatches);
    for (const buffer of scratch) pool.release(buffer);
    return outputs;
  }

  release(): void {
    for (const buffer of this.#uniforms.values()) buffer.destroy();
  }

  /** Shapes change with the prompts alone, so a slider move finds everything prepared. */
  async #prepare(inputs: readonly (Tensor | undefined)[], mode: Mode): Promise<Prepared> {
    const inputShapes = inputs.map((tensor) => tensor && shapeOf(tensor));
    const shapes = JSON.stringify(inputShapes);
    const known = this.#prepared.get(mode);
    if (known?.shapes === shapes) return known;
    const call = this.op.prepare(this.step.node, inputShapes, this.gpu.profile, mode);
    const pipelines = await Promise.all(call.dispatches.map(({ variant }) => this.gpu.kernels.get(variant)));
    call.dispatches.forEach(({ bindings }, index) =>
      bindings.forEach((binding, number) => this.#writeUniform(binding, uniformKey(mode, index, number))),
    );
    const prepared = { shapes, call, pipelines };
    this.#prepared.set(mode, prepared);
    return prepared;
  }

  /** Safe while earlier dispatches still read the old contents: queue.writeBuffer takes its turn after them. */
  #writeUniform(binding: OpBinding, key: string): void {
    if (binding.kind !== 'uniform') return;
    const { device } = this.gpu;
    const size = binding.data.byteLength;
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    const buffer = this.#uniforms.get(key) ?? device.createBuffer({ size, usage });
    this.#uniforms.set(key, buffer);
    device.queue.writeBuffer(buffer, 0, binding.data);
  }

  #bufferOf(binding: OpBinding, key: string, { inputs, outputs, scratch }: RunBuffers): GPUBuffer {
    switch (binding.kind) {
      case 'input':
        return inputs[binding.index]?.gpuBuffer ?? this.gpu.empty;
      case 'output':
        return outputs[binding.index]!.tensor.gpuBuffer;
      case 'scratch':
        return scratch[binding.index]!;
      case 'uniform':
        return this.#uniforms.get(key)!;
      case 'frame':
        return this.frame;
    }
  }
}

const uniformKey = (mode: Mode, dispatch: number, binding: number) => `${mode} ${dispatch} ${binding}`;
