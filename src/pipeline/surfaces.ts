// Where pictures end up: canvases on the GPU or through 2D contexts, and pixels read back on demand.

import type { PaneId, PanePixels } from '../protocol/engine.ts';
import {
  pixelsFromPlanes,
  Presenter,
  readPixels,
  type GpuRuntime,
  type ImageSource,
  type PresentTarget,
  type Tensor,
} from '../runtime/index.ts';
import { NothingDrawnError } from './errors.ts';

/** What a pane shows: one picture, or CFG's affine combination of two (arXiv 2412.02687, eq. 5). */
export interface Picture {
  readonly positive: Tensor;
  readonly negative?: Tensor | undefined;
  /** CFG's kappa; 1 shows `positive` alone. */
  readonly guidanceScale: number;
}

export interface Surfaces {
  attach(id: PaneId, canvas: OffscreenCanvas): void;
  /** Shows the picture on the pane's canvas, if there is one, and remembers it for `read`. */
  show(id: PaneId, picture: Picture): Promise<void>;
  /** @throws NothingDrawnError */
  read(id: PaneId): Promise<PanePixels>;
}

function sizeOf({ positive }: Picture): { width: number; height: number } {
  return { width: positive.dims[3] ?? 0, height: positive.dims[2] ?? 0 };
}

/** The pixels of a picture, wherever it was made. */
export async function readPicture(picture: Picture, gpu: GpuRuntime | undefined): Promise<PanePixels> {
  return { ...sizeOf(picture), rgba: await pixelsOf(picture, gpu) };
}

async function pixelsOf(
  picture: Picture,
  gpu: GpuRuntime | undefined,
): Promise<Uint8ClampedArray<ArrayBuffer>> {
  const onGpu = picture.positive.location === 'gpu-buffer';
  return gpu && onGpu ? readPixels(gpu.kernels, gpuSource(picture)) : cpuPixels(picture);
}

/** Pixels never leave the GPU, except for `read`. */
export class GpuSurfaces implements Surfaces {
  readonly #gpu: GpuRuntime;
  readonly #presenter: Presenter;
  readonly #targets = new Map<PaneId, PresentTarget>();
  readonly #shown = new Map<PaneId, Picture>();

  constructor(gpu: GpuRuntime) {
    this.#gpu = gpu;
    this.#presenter = new Presenter(gpu.device);
  }

  attach(id: PaneId, canvas: OffscreenCanvas): void {
    this.#targets.set(id, this.#presenter.attach(canvas));
  }

  async show(id: PaneId, picture: Picture): Promise<void> {
    this.#shown.set(id, picture);
    const target = this.#targets.get(id);
    if (target) await this.#presenter.present(target, gpuSource(picture));
  }

  async read(id: PaneId): Promise<PanePixels> {
    const picture = this.#shown.get(id);
    if (picture === undefined) throw new NothingDrawnError(id);
    return readPicture(picture, this.#gpu);
  }
}

function gpuSource(picture: Picture): ImageSource {
  const { positive, negative, guidanceScale } = picture;
  return {
    positive: positive.gpuBuffer,
    negative: negative?.gpuBuffer,
    kappa: guidanceScale,
    ...sizeOf(picture),
    elementType: positive.type as 'float32' | 'float16',
  };
}

function cpuPixels(picture: Picture): Uint8ClampedArray<ArrayBuffer> {
  const { width, height } = sizeOf(picture);
  const negative = picture.negative?.data as Float32Array | undefined;
  return pixelsFromPlanes(
    picture.positive.data as Float32Array,
    negative,
    picture.guidanceScale,
    width,
    height,
  );
}

/** Through 2D contexts: where pictures are made on the CPU, and where the browser cannot show WebGPU canvases. */
export class CopyingSurfaces implements Surfaces {
  readonly #gpu: GpuRuntime | undefined;
  readonly #canvases = new Map<PaneId, OffscreenCanvas>();
  readonly #shown = new Map<PaneId, PanePixels>();

  constructor(gpu: GpuRuntime | undefined) {
    this.#gpu = gpu;
  }

  attach(id: PaneId, canvas: OffscreenCanvas): void {
    this.#canvases.set(id, canvas);
  }

  async show(id: PaneId, picture: Picture): Promise<void> {
    const { width, height } = sizeOf(picture);
    const rgba = await pixelsOf(picture, this.#gpu);
    this.#shown.set(id, { width, height, rgba });
    const canvas = this.#canvases.get(id);
    if (canvas === undefined) return;
    const bitmap = await createImageBitmap(new ImageData(rgba, width, height));
    const context = canvas.getContext('2d')!;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
  }

  async read(id: PaneId): Promise<PanePixels> {
    const pixels = this.#shown.get(id);
    if (pixels === undefined) throw new NothingDrawnError(id);
    return { ...pixels, rgba: pixels.rgba.slice() };
  }
}
