// Pictures in GPU buffers, for the tests of what reads them.

import { float16ToFloat32, float32ToFloat16 } from '../../lib/float16.ts';
import { gpu, type FloatType } from './gpu.ts';
import { normals } from './random.ts';

/** A random planar picture [1, 3, H, W] that the element type holds exactly; some of it lies outside [-1, 1]. */
export function randomPlanes(type: FloatType, seed: number, width: number, height: number): Float32Array {
  return heldBy(type, normals(seed, 3 * width * height, 0.7));
}

/** The nearest values that the element type holds. */
export function heldBy(type: FloatType, values: Float32Array): Float32Array {
  return type === 'float16' ? float16ToFloat32(float32ToFloat16(values)) : values;
}

/** A storage buffer of these values and not a word more. */
export function imageBuffer(type: FloatType, values: Float32Array): GPUBuffer {
  const data = type === 'float16' ? float32ToFloat16(values) : values;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const size = Math.ceil(bytes.length / 4) * 4;
  const buffer = gpu.device.createBuffer({ size, usage: GPUBufferUsage.STORAGE, mappedAtCreation: true });
  new Uint8Array(buffer.getMappedRange()).set(bytes);
  buffer.unmap();
  return buffer;
}

/** The bytes of an rgba8unorm texture, [H, W, 4]. */
export async function readTexture(texture: GPUTexture): Promise<Uint8Array> {
  const { width, height } = texture;
  const bytesPerRow = Math.ceil((width * 4) / 256) * 256; // WebGPU copies rows at multiples of 256 bytes
  const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
  const staging = gpu.device.createBuffer({ size: bytesPerRow * height, usage });
  const encoder = gpu.device.createCommandEncoder();
  encoder.copyTextureToBuffer({ texture }, { buffer: staging, bytesPerRow }, [width, height]);
  gpu.device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const mapped = new Uint8Array(staging.getMappedRange());
  const pixels = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    pixels.set(mapped.subarray(y * bytesPerRow, y * bytesPerRow + width * 4), y * width * 4);
  staging.destroy();
  return pixels;
}
