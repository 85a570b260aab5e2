// Two pictures on the GPU -> a picture of where they differ, on the GPU too; only two sums come back.

import shader from '../../../shaders/rgba8_difference.wgsl?raw';
import { FULL_HEAT, HEAT_RAMP, VISIBLE } from '../../lib/heatMap.ts';
import { inErrorScopes } from '../device.ts';
import { figuresFrom, type DifferenceFigures } from './differenceFromPixels.ts';
import { submitDispatches, type Dispatch } from './dispatch.ts';
import { rgba8Dispatch, rgba8Pipeline } from './imagePixels.ts';
import { IMAGE_VIEW_BYTES, type ImageSource } from './imageSource.ts';
import type { KernelCache, KernelVariant } from './kernel.ts';
import { readBuffer } from './readback.ts';

/** @workgroup_size of the shader. */
const WORKGROUP = 64;
const TOTALS_BYTES = 8;

const VARIANT: KernelVariant = {
  label: 'rgba8_difference',
  header: header(),
  sources: [shader],
  entryPoint: 'rgba8_difference',
  overrides: {},
};

/** What all differences of one size share. */
interface Scratch {
  readonly pixels: number;
  /** struct ImageView of each side. */
  readonly views: readonly [GPUBuffer, GPUBuffer];
  /** [H, W] u32 of each side. */
  readonly bytes: readonly [GPUBuffer, GPUBuffer];
  /** [1, 3, H, W] f32 */
  readonly heat: GPUBuffer;
  readonly totals: GPUBuffer;
}

/** Draws differences, each over the one before: its buffers are made once, and go with the device. */
export class ImageDifference {
  #scratch: Scratch | undefined;

  constructor(readonly kernels: KernelCache) {}

  /**
   * Compares pictures as they would be saved, byte by byte (`differenceFromPixels` is the CPU twin).
   * @returns the heat as a picture, valid until the next call, and how much it is in all
   * @throws RangeError where the sizes differ, or a buffer is too small
   * @throws GpuOperationError, ShaderCompilationError
   */
  async draw(
    left: ImageSource,
    right: ImageSource,
  ): Promise<DifferenceFigures & { readonly image: ImageSource }> {
    const { width, height } = left;
    if (right.width !== width || right.height !== height)
      throw new RangeError(
        `pictures of ${width} x ${height} and ${right.width} x ${right.height} have no difference`,
      );
    const { device } = this.kernels;
    const pipeline = await this.kernels.get(VARIANT);
    const toBytes = [await rgba8Pipeline(this.kernels, left), await rgba8Pipeline(this.kernels, right)];
    const scratch = this.#scratchFor(width * height);
    const { bytes, heat, totals, pixels } = scratch;
    const comparison: Dispatch = {
      pipeline,
      bindings: [...bytes, heat, totals].map((buffer) => ({ buffer })),
      workgroups: [Math.ceil(pixels / WORKGROUP), 1, 1],
    };
    await inErrorScopes(device, 'the difference of two pictures', () => {
      const conversions = [left, right].map((image, side) =>
        rgba8Dispatch(device, toBytes[side]!, image, scratch.views[side]!, bytes[side]!),
      );
      device.queue.writeBuffer(totals, 0, new Uint32Array(2));
      submitDispatches(device, [...conversions, comparison]);
    });
    const [tenths = NaN, visible = NaN] = new Uint32Array(await readBuffer(device, totals, TOTALS_BYTES));
    const image = { positive: heat, width, height, elementType: 'float32' } as const;
    return { image, ...figuresFrom(tenths, visible, pixels) };
  }

  #scratchFor(pixels: number): Scratch {
    if (this.#scratch?.pixels === pixels) return this.#scratch;
    this.#release();
    const { device } = this.kernels;
    const { STORAGE, UNIFORM, COPY_DST, COPY_SRC } = GPUBufferUsage;
    const make = (label: string, size: number, usage: number): GPUBuffer =>
      device.createBuffer({ label: `difference ${label}`, size, usage });
    const view = () => make('view', IMAGE_VIEW_BYTES, UNIFORM | COPY_DST);
    const bytes = () => make('bytes', 4 * pixels, STORAGE);
    return (this.#scratch = {
      pixels,
      views: [view(), view()],
      bytes: [bytes(), bytes()],
      heat: make('heat', 12 * pixels, STORAGE),
      totals: make('totals', TOTALS_BYTES, STORAGE | COPY_SRC | COPY_DST),
    });
  }

  #release(): void {
    if (!this.#scratch) return;
    const { views, bytes, heat, totals } = this.#scratch;
    for (const buffer of [...views, ...bytes, heat, totals]) buffer.destroy();
    this.#scratch = undefined;
  }
}

function header(): string {
  const places = HEAT_RAMP.map((bytes) => `vec3f(${bytes.map((byte) => byte / 255).join(', ')})`);
  return [
    `const PLACES = ${places.length}u;`,
    `const HEAT_RAMP = array<vec3f, PLACES>(${places.join(', ')});`,
    `const FULL_HEAT = f32(${FULL_HEAT});`,
    `const VISIBLE = f32(${VISIBLE});`,
  ].join('\n');
}
