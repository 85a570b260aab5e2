// Where each family keeps its parts, and what its latent is, as data. Text is in text/textFacts.ts.

import type { FamilyName } from '../../models/index.ts';

export interface FamilyFacts {
  /** The file that surgery works on. */
  readonly denoiser: string;
  readonly vaeDecoder: string;
  /** What the VAE decoder reads is the clean latent divided by this; vae_decoder/config.json may say otherwise. */
  readonly vaeScalingFactor: number;
}

/** Channels of every latent here. */
export const LATENT_CHANNELS = 4;
/** Pixels of the picture to one element of the latent, each way. */
export const PIXELS_PER_LATENT = 8;

const unet = { denoiser: 'unet/model.onnx', vaeDecoder: 'vae_decoder/model.onnx', vaeScalingFactor: 0.18215 };

export const families: Readonly<Record<FamilyName, FamilyFacts>> = Object.freeze({
  sd1: unet,
  sd2: unet,
  sdxl: { ...unet, vaeScalingFactor: 0.13025 },
  pixart: { ...unet, denoiser: 'transformer/model.onnx' },
});
