// Runs one custom op step: shapes in, one dispatch on ONNX Runtime's device, pooled outputs out.

import type { OpStep } from '../onnx/plan.ts';
import { submitDispatch } from './gpu/dispatch.ts';
import type { GpuRuntime } from './gpuRuntime.ts';
import type { CustomOp, OpBinding, PreparedCall } from './ops/types.ts';
import type { Tensor } from './ort.ts';
import { pooled, shapeOf, type Value } from './values.ts';

/** A call ready to be encoded: valid as long as the input shapes stay what they were. */
interface Prepared {
  readonly shapes: string;
  readonly call: PreparedCall;
  readonly pipeline: GPUComputePipeline;
}

export class OpRunner {
  /** By binding number. */
  readonly #uniforms: (GPUBuffer | undefined)[] = [];
  #prepared: Prepared | undefined;

  constructor(
    readonly gpu: GpuRuntime,
    readonly step: OpStep,
    readonly op: CustomOp,
    /** The session's uniform buffer of FrameParameters. */
    readonly frame: GPUBuffer,
  ) {}

  /** @param inputs one per node input, all on the GPU; undefined where the node omits it */
  async run(inputs: readonly (Tensor | undefined)[]): Promise<Value[]> {
    const { call, pipeline } = await this.#prepare(inputs);
    const outputs = call.outputs.map((shape) => pooled(this.gpu.pool, shape));
    const bindings = call.bindings.map((binding, index) => ({
      buffer: this.#bufferOf(binding, index, inputs, outputs),
    }));
    submitDispatch(this.gpu.device, { pipeline, bindings, workgroups: call.workgroups });
    return outputs;
  }

  release(): void {
    for (const buffer of this.#uniforms) buffer?.destroy();
  }

  /** Shapes change with the prompts alone, so a slider move finds everything prepared. */
  async #prepare(inputs: readonly (Tensor | undefined)[]): Promise<Prepared> {
    const inputShapes = inputs.map((tensor) => tensor && shapeOf(tensor));
    const shapes = JSON.stringify(inputShapes);
    if (this.#prepared?.shapes === shapes) return this.#prepared;
    const call = this.op.prepare(this.step.node, inputShapes, this.gpu.profile);
    const pipeline = await this.gpu.kernels.get(call.variant);
    call.bindings.forEach((binding, index) => this.#writeUniform(binding, index));
    return (this.#prepared = { shapes, call, pipeline });
  }

  /** Safe while earlier dispatches still read the old contents: queue.writeBuffer takes its turn after them. */
  #writeUniform(binding: OpBinding, index: number): void {
    if (binding.kind !== 'uniform') return;
    const { device } = this.gpu;
    const size = binding.data.byteLength;
    const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
    const buffer = (this.#uniforms[index] ??= device.createBuffer({ size, usage }));
    device.queue.writeBuffer(buffer, 0, binding.data);
  }

  #bufferOf(
    binding: OpBinding,
    index: number,
    inputs: readonly (Tensor | undefined)[],
    outputs: readonly Value[],
  ): GPUBuffer {
    switch (binding.kind) {
      case 'input':
        return inputs[binding.index]?.gpuBuffer ?? this.gpu.empty;
      case 'output':
        return outputs[binding.index]!.tensor.gpuBuffer;
      case 'uniform':
        return this.#uniforms[index]!;
      case 'frame':
        return this.frame;
    }
  }
}
