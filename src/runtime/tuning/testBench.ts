// Buffers for one call of an op, on which its candidates can be run: to compare their values, and to time them.

import { float32ToFloat16 } from '../../lib/float16.ts';
import type { KernelCache } from '../gpu/kernel.ts';
import { readBuffer } from '../gpu/readback.ts';
import { encodeFrameParameters, FRAME_PARAMETERS_BYTES } from '../ops/frameParameters.ts';
import type { FrameParameters, OpBinding, PreparedCall, TensorShape } from '../ops/types.ts';
import { byteLength } from '../values.ts';

const UNIFORM = 0x40 | 0x08; // UNIFORM | COPY_DST, as numbers: GPUBufferUsage may not exist at import time

/** Encodes one execution of a candidate. */
export type Execution = (pass: GPUComputePassEncoder) => void;

export class TestBench {
  readonly #buffers: GPUBuffer[] = [];
  readonly #inputs: readonly GPUBuffer[];
  readonly #outputs: readonly GPUBuffer[];
  readonly #frame: GPUBuffer;

  /** @param numbers of each input, over and over until the tensor is full */
  constructor(
    readonly kernels: KernelCache,
    readonly call: PreparedCall,
    numbers: (input: number) => ArrayLike<number>,
  ) {
    const storage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
    this.#inputs = call.inputs.map((shape, index) =>
      this.#filled(shape ? tensorBytes(shape, numbers(index)) : new Uint8Array(), storage),
    );
    this.#outputs = call.outputs.map((shape) => this.#empty(byteLength(shape), storage));
    this.#frame = this.#empty(FRAME_PARAMETERS_BYTES, UNIFORM);
  }

  /** What all executions from now on are guided by. */
  guide(frame: FrameParameters): void {
    this.kernels.device.queue.writeBuffer(this.#frame, 0, encodeFrameParameters(frame));
  }

  /** The first output of one execution. @throws ShaderCompilationError, GpuOperationError */
  async compute(candidate: string, frame: FrameParameters): Promise<ArrayBuffer> {
    const { device } = this.kernels;
    const execute = await this.open(candidate);
    this.guide(frame);
    const encoder = device.createCommandEncoder({ label: candidate });
    const pass = encoder.beginComputePass({ label: candidate });
    execute(pass);
    pass.end();
    device.queue.submit([encoder.finish()]);
    return readBuffer(device, this.#outputs[0]!, byteLength(this.call.outputs[0]!));
  }

  /** @throws ShaderCompilationError */
  async open(candidate: string): Promise<Execution> {
    const { dispatches, scratch } = this.call.candidates.find(({ name }) => name === candidate)!;
    const pipelines = await Promise.all(dispatches.map(({ variant }) => this.kernels.get(variant)));
    const shared = scratch.map((bytes) => this.#empty(bytes, GPUBufferUsage.STORAGE));
    const bound = dispatches.map(({ bindings, workgroups }, index) => ({
      pipeline: pipelines[index]!,
      group: this.kernels.device.createBindGroup({
        layout: pipelines[index]!.getBindGroupLayout(0),
        entries: bindings.map((at, binding) => ({
          binding,
          resource: { buffer: this.#bufferOf(at, shared) },
        })),
      }),
      workgroups,
    }));
    return (pass) => {
      for (const { pipeline, group, workgroups } of bound) {
        pass.setPipeline(pipeline);
        pass.setBindGroup(0, group);
        pass.dispatchWorkgroups(...workgroups);
      }
    };
  }

  release(): void {
    for (const buffer of this.#buffers) buffer.destroy();
  }

  #bufferOf(binding: OpBinding, scratch: readonly GPUBuffer[]): GPUBuffer {
    switch (binding.kind) {
      case 'input':
        return this.#inputs[binding.index] ?? this.#empty(0, GPUBufferUsage.STORAGE);
      case 'output':
        return this.#outputs[binding.index]!;
      case 'scratch':
        return scratch[binding.index]!;
      case 'uniform':
        return this.#filled(new Uint8Array(binding.data), UNIFORM);
      case 'frame':
        return this.#frame;
    }
  }

  #empty(bytes: number, usage: number): GPUBuffer {
    const size = Math.max(16, Math.ceil(bytes / 4) * 4);
    const buffer = this.kernels.device.createBuffer({ label: 'test bench', size, usage });
    this.#buffers.push(buffer);
    return buffer;
  }

  #filled(bytes: Uint8Array, usage: number): GPUBuffer {
    const size = Math.max(16, Math.ceil(bytes.length / 4) * 4);
    const buffer = this.kernels.device.createBuffer({
      label: 'test bench',
      size,
      usage,
      mappedAtCreation: true,
    });
    new Uint8Array(buffer.getMappedRange()).set(bytes);
    buffer.unmap();
    this.#buffers.push(buffer);
    return buffer;
  }
}

function tensorBytes(shape: TensorShape, numbers: ArrayLike<number>): Uint8Array {
  const pattern = elements(shape, numbers);
  const bytes = new Uint8Array(byteLength(shape));
  for (let at = 0; at < bytes.length; at += pattern.length) {
    bytes.set(pattern.subarray(0, bytes.length - at), at);
  }
  return bytes;
}

function elements({ type }: TensorShape, numbers: ArrayLike<number>): Uint8Array {
  if (type === 'int32') return new Uint8Array(Int32Array.from(numbers).buffer);
  const floats = Float32Array.from(numbers);
  return new Uint8Array(type === 'float16' ? float32ToFloat16(floats).buffer : floats.buffer);
}
