// Where pictures end up: canvases on the GPU or through 2D contexts, and pixels read back on demand.

import type { DifferenceRequest, PaneId, PanePixels } from '../protocol/engine.ts';
import {
  differenceFromPixels,
  ImageDifference,
  pixelsFromPlanes,
  Presenter,
  readPixels,
  type DifferenceFigures,
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
  /** Shows where two panes differ, on a canvas of its own. @throws NothingDrawnError for a pane without a picture */
  showDifference(request: DifferenceRequest): Promise<DifferenceFigures>;
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
  readonly #difference: ImageDifference;
  readonly #targets = new Map<PaneId, PresentTarget>();
  readonly #shown = new Map<PaneId, ImageSource>();

  constructor(gpu: GpuRuntime) {
    this.#gpu = gpu;
    this.#presenter = new Presenter(gpu.device);
    this.#difference = new ImageDifference(gpu.kernels);
  }

  attach(id: PaneId, canvas: OffscreenCanvas): void {
    this.#targets.set(id, this.#presenter.attach(canvas));
  }

  async show(id: PaneId, picture: Picture): Promise<void> {
    await this.#present(id, gpuSource(picture));
  }

  async showDifference({ id, between: [left, right] }: DifferenceRequest): Promise<DifferenceFigures> {
    const { image, ...figures } = await this.#difference.draw(this.#need(left), this.#need(right));
    await this.#present(id, image);
    return figures;
  }

  async read(id: PaneId): Promise<PanePixels> {
    const image = this.#need(id);
    return { width: image.width, height: image.height, rgba: await readPixels(this.#gpu.kernels, image) };
  }

  async #present(id: PaneId, image: ImageSource): Promise<void> {
    this.#shown.set(id, image);
    const target = this.#targets.get(id);
    if (target) await this.#presenter.present(target, image);
  }

  #need(id: PaneId): ImageSource {
    const image = this.#shown.get(id);
    if (image === undefined) throw new NothingDrawnError(id);
    return image;
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

interface CopiedPixels extends PanePixels {
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** Through 2D contexts: where pictures are made on the CPU, and where the browser cannot show WebGPU canvases. */
export class CopyingSurfaces implements Surfaces {
  readonly #gpu: GpuRuntime | undefined;
  readonly #canvases = new Map<PaneId, OffscreenCanvas>();
  readonly #shown = new Map<PaneId, CopiedPixels>();

  constructor(gpu: GpuRuntime | undefined) {
    this.#gpu = gpu;
  }

  attach(id: PaneId, canvas: OffscreenCanvas): void {
    this.#canvases.set(id, canvas);
  }

  async show(id: PaneId, picture: Picture): Promise<void> {
    const { width, height } = sizeOf(picture);
    await this.#present(id, { width, height, rgba: await pixelsOf(picture, this.#gpu) });
  }

  async showDifference({ id, between: [left, right] }: DifferenceRequest): Promise<DifferenceFigures> {
    const { width, height, rgba: pixels } = this.#need(left);
    const { rgba, ...figures } = differenceFromPixels(pixels, this.#need(right).rgba);
    await this.#present(id, { width, height, rgba });
    return figures;
  }

  async read(id: PaneId): Promise<PanePixels> {
    const pixels = this.#need(id);
    return { ...pixels, rgba: pixels.rgba.slice() };
  }

  async #present(id: PaneId, { width, height, rgba }: CopiedPixels): Promise<void> {
    this.#shown.set(id, { width, height, rgba });
    const canvas = this.#canvases.get(id);
    if (canvas === undefined) return;
    const bitmap = await createImageBitmap(new ImageData(rgba, width, height));
    const context = canvas.getContext('2d')!;
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
  }

  #need(id: PaneId): CopiedPixels {
    const pixels = this.#shown.get(id);
    if (pixels === undefined) throw new NothingDrawnError(id);
    return pixels;
  }
}
