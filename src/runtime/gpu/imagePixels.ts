// Picture on the GPU -> RGBA bytes on the CPU, for export, tests and evaluation.

import imageSource from '../../../shaders/common/image_source.wgsl?raw';
import kernel from '../../../shaders/image_to_rgba8.wgsl?raw';
import { inErrorScopes } from '../device.ts';
import { submitDispatch, type Dispatch } from './dispatch.ts';
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
  const pipeline = await rgba8Pipeline(kernels, image);
  const bytes = image.width * image.height * 4;
  const view = device.createBuffer({
    size: IMAGE_VIEW_BYTES,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  const pixels = device.createBuffer({
    size: bytes,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC,
  });
  try {
    await inErrorScopes(device, 'the conversion of a picture to bytes', () => {
      submitDispatch(device, rgba8Dispatch(device, pipeline, image, view, pixels));
    });
    return new Uint8ClampedArray(await readBuffer(device, pixels, bytes));
  } finally {
    view.destroy();
    pixels.destroy();
  }
}

/** @throws ShaderCompilationError */
export function rgba8Pipeline(
  kernels: KernelCache,
  { elementType }: ImageSource,
): Promise<GPUComputePipeline> {
  return kernels.get(variant(elementType));
}

/**
 * Writes the view, and tells what turns the picture into bytes.
 * @param view IMAGE_VIEW_BYTES of a uniform buffer
 * @param pixels [H, W] u32
 * @throws RangeError where a buffer of the picture is too small
 */
export function rgba8Dispatch(
  device: GPUDevice,
  pipeline: GPUComputePipeline,
  image: ImageSource,
  view: GPUBuffer,
  pixels: GPUBuffer,
): Dispatch {
  const { width, height } = image;
  const bindings = [...imageBuffers(image), view, pixels].map((buffer) => ({ buffer }));
  device.queue.writeBuffer(view, 0, encodeImageView(image, width, height));
  return { pipeline, bindings, workgroups: [tiles(width), tiles(height), 1] };
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
