// Runs one custom op step: shapes in, one dispatch on ONNX Runtime's device, pooled outputs out.

import type { OpStep } from '../onnx/plan.ts';
import { submitDispatch } from './gpu/dispatch.ts';
import type { GpuRuntime } from './gpuRuntime.ts';
import type { CustomOp, OpBinding, PreparedCall } from './ops/types.ts';
import type { Tensor } from './ort.ts';
import { pooled, shapeOf, type Value } from './values.ts';

export class OpRunner {
  readonly #uniforms: (GPUBuffer | undefined)[] = [];
  #shapes = '';
  #call: PreparedCall | undefined;
  #pipeline: GPUComputePipeline | undefined;

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
    const bindings = call.bindings.map((binding, index) => this.#resolve(binding, index, inputs, outputs));
    submitDispatch(this.gpu.device, { pipeline, bindings, workgroups: call.workgroups });
    return outputs;
  }

  release(): void {
    for (const buffer of this.#uniforms) buffer?.destroy();
  }

  /** Shapes change with the prompts alone, so a slider move finds everything prepared. */
  async #prepare(inputs: readonly (Tensor | undefined)[]) {
    const shapes = inputs.map((tensor) => tensor && shapeOf(tensor));
    const key = JSON.stringify(shapes);
    if (this.#call === undefined || this.#pipeline === undefined || key !== this.#shapes) {
      this.#call = this.op.prepare(this.step.node, shapes, this.gpu.profile);
      this.#pipeline = await this.gpu.kernels.get(this.#call.variant);
      this.#call.bindings.forEach((binding, index) => this.#writeUniform(binding, index));
      this.#shapes = key;
    }
    return { call: this.#call, pipeline: this.#pipeline };
  }

  #writeUniform(binding: OpBinding, index: number): void {
    if (binding.kind !== 'uniform') return;
    const { device } = this.gpu;
    const size = binding.data.byteLength;
    this.#uniforms[index] ??= device.createBuffer({
      size,
      usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
    });
    device.queue.writeBuffer(this.#uniforms[index], 0, binding.data);
  }

  #resolve(
    binding: OpBinding,
    index: number,
    inputs: readonly (Tensor | undefined)[],
    outputs: readonly Value[],
  ): GPUBufferBinding {
    const buffers = {
      input: () => inputs[(binding as { index: number }).index]?.gpuBuffer ?? this.gpu.empty,
      output: () => outputs[(binding as { index: number }).index]?.tensor.gpuBuffer,
      uniform: () => this.#uniforms[index],
      frame: () => this.frame,
    };
    return { buffer: buffers[binding.kind]()! };
  }
}
