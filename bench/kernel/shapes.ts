// The cross-attentions that the kernel suite measures, as data.

/** Batch 1, both branches. */
export interface AttentionShape {
  readonly name: string;
  /** What the shape belongs to; whole models are summed over their layers. */
  readonly model: string;
  /** How often the model has it in one pass. */
  readonly layers: number;
  /** S */
  readonly queries: number;
  readonly heads: number;
  readonly headSize: number;
  /** T of the positive and of the negative prompt. */
  readonly positiveKeys: number;
  readonly negativeKeys: number;
}

export const SD_TURBO = 'SD-Turbo 512';

const clip = { positiveKeys: 77, negativeKeys: 77 } as const;
const t5 = { positiveKeys: 120, negativeKeys: 120 } as const;

/** Layer counts: diffusers' UNet2DConditionModel and PixArtTransformer2DModel configurations of these models. */
export const SHAPES: readonly AttentionShape[] = Object.freeze([
  { name: 'sd-64x64', model: SD_TURBO, layers: 5, queries: 4096, heads: 5, headSize: 64, ...clip },
  { name: 'sd-32x32', model: SD_TURBO, layers: 5, queries: 1024, heads: 10, headSize: 64, ...clip },
  { name: 'sd-16x16', model: SD_TURBO, layers: 5, queries: 256, heads: 20, headSize: 64, ...clip },
  { name: 'sd-8x8', model: SD_TURBO, layers: 1, queries: 64, heads: 20, headSize: 64, ...clip },
  { name: 'sdxl-64x64', model: 'SDXL 1024', layers: 10, queries: 4096, heads: 10, headSize: 64, ...clip },
  { name: 'sdxl-32x32', model: 'SDXL 1024', layers: 60, queries: 1024, heads: 20, headSize: 64, ...clip },
  { name: 'pixart-32x32', model: 'PixArt 512', layers: 28, queries: 1024, heads: 16, headSize: 72, ...t5 },
]);

/** C */
export function channelsOf({ heads, headSize }: AttentionShape): number {
  return heads * headSize;
}

/** Multiply-adds count twice: Q K^T and P V, of both branches. */
export function flopsOf(shape: AttentionShape): number {
  const { queries, positiveKeys, negativeKeys } = shape;
  return 4 * queries * (positiveKeys + negativeKeys) * channelsOf(shape);
}

/** The least that has to be moved: Q in, Z out, keys and values of both branches once. */
export function bytesOf(shape: AttentionShape, elementBytes: number): number {
  const { queries, positiveKeys, negativeKeys } = shape;
  return elementBytes * channelsOf(shape) * 2 * (queries + positiveKeys + negativeKeys);
}
