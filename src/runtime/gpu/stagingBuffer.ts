// GPU -> CPU through one buffer that stays: the way of results that ONNX Runtime reads on wasm, several times a frame.

import { GpuOperationError } from '../errors.ts';

/** One readback at a time: encode the copy, submit, read. */
export class StagingBuffer {
  #buffer: GPUBuffer | undefined;

  constructor(readonly device: GPUDevice) {}

  /** Adds the copy of the first `bytes` of `source`, after what the encoder holds already. */
  encodeCopy(encoder: GPUCommandEncoder, source: GPUBuffer, bytes: number): void {
    const size = wholeWords(bytes);
    encoder.copyBufferToBuffer(source, 0, this.#holding(size), 0, size);
  }

  /** The bytes of the copy, once the GPU has made it. @throws GpuOperationError */
  async read(bytes: number): Promise<ArrayBuffer> {
    const buffer = this.#holding(wholeWords(bytes));
    await buffer.mapAsync(GPUMapMode.READ, 0, wholeWords(bytes)).catch((error: unknown) => {
      throw new GpuOperationError('a readback', String(error));
    });
    const copy = buffer.getMappedRange(0, wholeWords(bytes)).slice(0, bytes);
    buffer.unmap();
    return copy;
  }

  release(): void {
    this.#buffer?.destroy();
    this.#buffer = undefined;
  }

  #holding(size: number): GPUBuffer {
    if (this.#buffer && this.#buffer.size >= size) return this.#buffer;
    this.#buffer?.destroy();
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    return (this.#buffer = this.device.createBuffer({ label: `staging ${size}`, size, usage }));
  }
}

/** Copies go in whole words. */
function wholeWords(bytes: number): number {
  return Math.ceil(bytes / 4) * 4;
}
