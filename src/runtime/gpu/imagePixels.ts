// Picture on the GPU -> RGBA bytes on the CPU, for export, tests and evaluation.

import imageSource from '../../../shaders/common/image_source.wgsl?raw';
import kernel from '../../../shaders/image_to_rgba8.wgsl?raw';
import { inErrorScopes } from '../device.ts';
import { submitDispatch } from './dispatch.ts';
import {
  encodeImageView,
  IMAGE_VIEW_BYTES,
  imageBuffers,
  imageHeader,
  type ImageElementType,
  type ImageSource,
} from './imageSource.ts';
import type { KernelCache, KernelVariant } from './kernel.ts';
import { readBuffer } from './readback.ts';

/** Pixels along either side of a workgroup: @workgroup_size of the shader. */
const TILE = 8;

/**
 * The picture as ImageData wants it: r, g, b, 255 for each pixel, row by row, [H, W, 4].
 * A channel x is floor(255 * (clamp(x, -1, 1) + 1) / 2 + 0.5) in float32; NaN is 0. `pixelsFromPlanes` is its CPU twin.
 * @throws RangeError where a buffer is too small
 * @throws GpuOperationError, ShaderCompilationError
 */
export async function readPixels(
  kernels: KernelCache,
  image: ImageSource,
): Promise<Uint8ClampedArray<ArrayBuffer>> {
  const { device } = kernels;
  const { width, height, elementType } = image;
  const [positive, negative] = imageBuffers(image);
  const pipeline = await kernels.get(variant(elementType));
  const bytes = width * height * 4;
  const view = device.createBuffer({
    size: IMAGE_VIEW_BYTES,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  const pixels = device.createBuffer({
    size: bytes,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC,
  });
  try {
    const bindings = [positive, negative, view, pixels].map((buffer) => ({ buffer }));
    await inErrorScopes(device, 'the conversion of a picture to bytes', () => {
      device.queue.writeBuffer(view, 0, encodeImageView(image, width, height));
      submitDispatch(device, { pipeline, bindings, workgroups: [tiles(width), tiles(height), 1] });
    });
    return new Uint8ClampedArray(await readBuffer(device, pixels, bytes));
  } finally {
    view.destroy();
    pixels.destroy();
  }
}

function variant(elementType: ImageElementType): KernelVariant {
  return {
    label: `image_to_rgba8_${elementType}`,
    header: imageHeader(elementType),
    sources: [imageSource, kernel],
    entryPoint: 'image_to_rgba8',
    overrides: {},
  };
}

function tiles(pixels: number): number {
  return Math.ceil(pixels / TILE);
}
