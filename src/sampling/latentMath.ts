// Elementwise arithmetic on latents, rounded to float32 after every operation as torch rounds.

import { LatentLengthError } from './errors.ts';
import type { NoiseLevel } from './noiseSchedule.ts';

const float32 = Math.fround;

/** @throws LatentLengthError where `found` has another length than `latent`; `what` names it */
export function checkLength(latent: Float32Array, found: Float32Array, what: string): void {
  if (found.length !== latent.length) throw new LatentLengthError(latent.length, found.length, what);
}

/** latent * factor */
export function times(latent: Float32Array, factor: number): Float32Array<ArrayBuffer> {
  return latent.map((value) => value * factor);
}

/** latent / divisor, where the divisor is rounded to float32 first, as torch does with Python's numbers */
export function dividedBy(latent: Float32Array, divisor: number): Float32Array<ArrayBuffer> {
  const rounded = float32(divisor);
  return latent.map((value) => value / rounded);
}

/** The clean latent that an epsilon prediction stands for: (noisy - sigma * epsilon) / alpha. */
export function cleanFromEpsilon(
  noisy: Float32Array,
  epsilon: Float32Array,
  { alpha, sigma }: NoiseLevel,
): Float32Array<ArrayBuffer> {
  checkLength(noisy, epsilon, 'prediction');
  return noisy.map((value, i) => float32(value - float32(sigma * epsilon[i]!)) / alpha);
}

/** alpha * clean + sigma * noise */
export function addNoise(
  clean: Float32Array,
  noise: Float32Array,
  { alpha, sigma }: NoiseLevel,
): Float32Array<ArrayBuffer> {
  checkLength(clean, noise, 'noise');
  return clean.map((value, i) => float32(alpha * value) + float32(sigma * noise[i]!));
}
