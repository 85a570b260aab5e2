// Runs one custom op step: shapes in, one dispatch on ONNX Runtime's device, outputs in pooled buffers or on the CPU.

import { Recent } from '../lib/recent.ts';
import type { OpStep } from '../onnx/plan.ts';
import { BindGroupCache } from './gpu/bindGroupCache.ts';
import { encodeDispatch } from './gpu/dispatch.ts';
import { StagingBuffer } from './gpu/stagingBuffer.ts';
import type { GpuRuntime } from './gpuRuntime.ts';
import type { CustomOp, OpBinding, PreparedCall, TensorShape } from './ops/types.ts';
import type { Tensor } from './ort.ts';
import { borrowed, byteLength, cpuTensor, pooled, sameShape, shapeOf, type Value } from './values.ts';

type Inputs = readonly (Tensor | undefined)[];

/** A call ready to be encoded, for one set of input shapes. */
interface Prepared {
  readonly shapes: readonly (TensorShape | undefined)[];
  readonly call: PreparedCall;
  readonly pipeline: GPUComputePipeline;
  /** Those of the call itself, by binding number. */
  readonly uniforms: readonly (GPUBuffer | undefined)[];
}

/** The passes of three panes differ in their prompts' lengths and take turns. */
const KEPT_CALLS = 4;

export class OpRunner {
  readonly #groups: BindGroupCache;
  /** By output. */
  readonly #staging: StagingBuffer[];
  readonly #prepared = new Recent<Prepared>(KEPT_CALLS, ({ uniforms }) => {
    for (const buffer of uniforms) buffer?.destroy();
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

  /** @param inputs one per node input, all on the GPU; undefined where the node omits it */
  async run(inputs: Inputs): Promise<Value[]> {
    const prepared = await this.#prepare(inputs);
    const outputs = this.#makeOutputs(prepared);
    this.#submit(prepared, inputs, outputs);
    return outputs;
  }

  /** The same with outputs on the CPU: dispatch and readback in one submit. @throws GpuOperationError */
  async runAndRead(inputs: Inputs): Promise<Value[]> {
    const prepared = await this.#prepare(inputs);
    const outputs = this.#makeOutputs(prepared);
    try {
      this.#submit(prepared, inputs, outputs, (encoder) => {
        for (const [index, { tensor }] of outputs.entries())
          this.#staging[index]!.encodeCopy(encoder, tensor.gpuBuffer, byteLength(shapeOf(tensor)));
      });
      const read = prepared.call.outputs.map(async (shape, index) =>
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

  #makeOutputs({ call }: Prepared): Value[] {
    return call.outputs.map((shape) => pooled(this.gpu.pool, shape));
  }

  /** At once, so that whatever is submitted later, by ONNX Runtime too, sees the results. */
  #submit(
    prepared: Prepared,
    inputs: Inputs,
    outputs: readonly Value[],
    encodeMore: (encoder: GPUCommandEncoder) => void = () => {},
  ): void {
    const { call, pipeline } = prepared;
    const { device } = this.gpu;
    const buffers = call.bindings.map((_, index) => this.#bufferOf(prepared, index, inputs, outputs));
    const encoder = device.createCommandEncoder({ label: pipeline.label });
    encodeDispatch(encoder, this.#groups, { pipeline, buffers, workgroups: call.workgroups });
    encodeMore(encoder);
    device.queue.submit([encoder.finish()]);
  }

  /** Shapes change with the prompts alone, so a slider move finds everything prepared. */
  async #prepare(inputs: Inputs): Promise<Prepared> {
    const known = this.#prepared.find(({ shapes }) =>
      inputs.every((tensor, i) => hasShape(tensor, shapes[i])),
    );
    if (known) return known;
    const shapes = inputs.map((tensor) => tensor && copyOfShape(tensor));
    const call = this.op.prepare(this.step.node, shapes, this.gpu.profile);
    const pipeline = await this.gpu.kernels.get(call.variant);
    const uniforms = call.bindings.map((binding) => this.#uniformOf(binding));
    return this.#prepared.add({ shapes, call, pipeline, uniforms });
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
    { call, uniforms }: Prepared,
    index: number,
    inputs: Inputs,
    outputs: readonly Value[],
  ): GPUBuffer {
    const binding = call.bindings[index]!;
    switch (binding.kind) {
      case 'input':
        return inputs[binding.index]?.gpuBuffer ?? this.gpu.empty;
      case 'output':
        return outputs[binding.index]!.tensor.gpuBuffer;
      case 'uniform':
        return uniforms[index]!;
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
