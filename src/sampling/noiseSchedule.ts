// How noisy each training timestep is: betas -> alphas_cumprod, to the bit as diffusers' schedulers compute them
// (schedulers/scheduling_ddpm.py, __init__; torch.linspace and torch.cumprod in float32 on a CPU).

import { InvalidTimestepError } from './errors.ts';

const float32 = Math.fround;

export interface BetaSchedule {
  /** `linear`: betas rise evenly. `scaled_linear`: their square roots do. */
  readonly kind: 'linear' | 'scaled_linear';
  readonly betaStart: number;
  readonly betaEnd: number;
  readonly trainTimesteps: number;
}

/** Stable Diffusion 1.x, 2.x and XL, and what was distilled from them. */
export const STABLE_DIFFUSION_BETAS: BetaSchedule = Object.freeze({
  kind: 'scaled_linear',
  betaStart: 0.00085,
  betaEnd: 0.012,
  trainTimesteps: 1000,
});

/** PixArt-alpha: the linear schedule of DDPM (arXiv 2006.11239, section 4). */
export const PIXART_BETAS: BetaSchedule = Object.freeze({
  kind: 'linear',
  betaStart: 1e-4,
  betaEnd: 2e-2,
  trainTimesteps: 1000,
});

/** A noisy latent at one timestep is `alpha * clean + sigma * noise`, with alpha^2 + sigma^2 = 1. */
export interface NoiseLevel {
  readonly alpha: number;
  readonly sigma: number;
}

/** beta_t for t = 0 ... trainTimesteps - 1, float32. */
export function betas({ kind, betaStart, betaEnd, trainTimesteps }: BetaSchedule): Float32Array<ArrayBuffer> {
  if (kind === 'linear') return linspace(betaStart, betaEnd, trainTimesteps);
  return linspace(Math.sqrt(betaStart), Math.sqrt(betaEnd), trainTimesteps).map((root) => root * root);
}

/** alphas_cumprod_t = product of 1 - beta_s over s <= t: float32 factors, multiplied in double, each result rounded. */
export function alphasCumprod(schedule: BetaSchedule): Float32Array<ArrayBuffer> {
  let product = 1;
  return betas(schedule).map((beta) => (product *= float32(1 - beta)));
}

/** @throws InvalidTimestepError */
export function noiseLevel(cumprod: Float32Array, timestep: number): NoiseLevel {
  const alphaSquared = cumprodAt(cumprod, timestep);
  return {
    alpha: float32(Math.sqrt(alphaSquared)),
    sigma: float32(Math.sqrt(float32(1 - alphaSquared))),
  };
}

/**
 * Noise relative to signal, sigma / alpha: the sigma of Karras et al. (arXiv 2206.00364), in which Euler steps count.
 * @throws InvalidTimestepError
 */
export function karrasSigma(cumprod: Float32Array, timestep: number): number {
  const alphaSquared = cumprodAt(cumprod, timestep);
  return float32(Math.sqrt(float32(float32(1 - alphaSquared) / alphaSquared)));
}

/** sqrt(sigma^2 + 1): dividing by it brings a latent of variance sigma^2 + 1 to 1 (EulerDiscrete, scale_model_input). */
export function eulerInputDivisor(sigma: number): number {
  return float32(Math.sqrt(float32(float32(sigma * sigma) + 1)));
}

function cumprodAt(cumprod: Float32Array, timestep: number): number {
  const value = cumprod[timestep];
  if (value === undefined) throw new InvalidTimestepError(timestep, cumprod.length);
  return value;
}

/**
 * torch.linspace in float32: the first half counts up from the start, the second half down from the end
 * (aten/src/ATen/native/cpu/RangeFactoriesKernel.cpp). torch rounds each product and sum once; here the product of
 * float32 and small integer is exact in a double, and so is the sum, so that storing it is the only rounding.
 */
function linspace(start: number, end: number, count: number): Float32Array<ArrayBuffer> {
  const first = float32(start);
  const last = float32(end);
  const step = float32(float32(last - first) / (count - 1));
  return Float32Array.from({ length: count }, (_, i) =>
    i < count / 2 ? first + step * i : last - step * (count - 1 - i),
  );
}
