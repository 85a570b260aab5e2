// GPU -> CPU: for export, tests and evaluation; in every frame only where ONNX Runtime or the page's canvases are on the CPU.

import { GpuOperationError } from '../errors.ts';

/** Copies the first `bytes` of a buffer, after all work submitted so far. @throws GpuOperationError */
export async function readBuffer(
  device: GPUDevice,
  source: GPUBuffer,
  bytes: number,
  offset = 0,
): Promise<ArrayBuffer> {
  const size = Math.ceil(bytes / 4) * 4; // copies go in whole words
  const staging = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  try {
    const encoder = device.createCommandEncoder();
    encoder.copyBufferToBuffer(source, offset, staging, 0, size);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ).catch((error: unknown) => {
      throw new GpuOperationError('a readback', String(error));
    });
    return staging.getMappedRange().slice(0, bytes);
  } finally {
    staging.destroy();
  }
}
