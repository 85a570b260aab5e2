// Schedules and steps for a few calls of the network instead of one: Euler with trailing timesteps (Turbo, Lightning),
// and consistency sampling, which guesses the clean latent and adds fresh noise again (LCM, DMD2).

import { InvalidStepCountError } from './errors.ts';
import { cleanFromEpsilon, dividedBy, times } from './latentMath.ts';
import {
  alphasCumprod,
  eulerInputDivisor,
  karrasSigma,
  noiseLevel,
  type BetaSchedule,
  type NoiseLevel,
} from './noiseSchedule.ts';

const float32 = Math.fround;
const MAX_STEPS = 8;

/** One step of EulerDiscreteScheduler. */
export interface EulerStep {
  readonly timestep: number;
  readonly sigma: number;
  /** 0 at the last step. */
  readonly nextSigma: number;
}

/**
 * diffusers' EulerDiscreteScheduler with timestep_spacing="trailing" and zero final sigma
 * (schedulers/scheduling_euler_discrete.py, set_timesteps; arXiv 2305.08891, table 2).
 * @param steps 1 ... 8
 * @throws InvalidStepCountError
 */
export function eulerTrailingSteps(betas: BetaSchedule, steps: number): readonly EulerStep[] {
  checkSteps(steps, 'Euler sampling');
  const cumprod = alphasCumprod(betas);
  const timesteps = Array.from(
    { length: steps },
    (_, i) => Math.round(betas.trainTimesteps * (1 - i / steps)) - 1,
  );
  const sigmas = [...timesteps.map((timestep) => karrasSigma(cumprod, timestep)), 0];
  return timesteps.map((timestep, i) => ({ timestep, sigma: sigmas[i]!, nextSigma: sigmas[i + 1]! }));
}

/** Standard normal noise -> the latent that the first step starts from. */
export function eulerInitialLatent(noise: Float32Array, first: EulerStep): Float32Array<ArrayBuffer> {
  return times(noise, first.sigma);
}

/** scale_model_input: what the network reads at a step. */
export function eulerNetworkInput(latent: Float32Array, { sigma }: EulerStep): Float32Array<ArrayBuffer> {
  return dividedBy(latent, eulerInputDivisor(sigma));
}

/**
 * The latent after a step, from the network's epsilon; after the last one it is clean.
 * Goes over the guessed clean latent, as diffusers does, for equal bits.
 * @throws LatentLengthError
 */
export function eulerStep(
  latent: Float32Array,
  epsilon: Float32Array,
  { sigma, nextSigma }: EulerStep,
): Float32Array<ArrayBuffer> {
  const clean = cleanFromEpsilon(latent, epsilon, { alpha: 1, sigma });
  const change = float32(nextSigma - sigma);
  return latent.map((value, i) => {
    const derivative = float32(float32(value - clean[i]!) / sigma);
    return value + float32(derivative * change);
  });
}

/** One step of consistency sampling; the first starts from standard normal noise as it is. */
export interface ConsistencyStep {
  readonly timestep: number;
  readonly level: NoiseLevel;
  /** What `addNoise` brings the clean latent to, with fresh noise, for the next step; undefined at the last. */
  readonly nextLevel: NoiseLevel | undefined;
  /** The clean latent is cOut * (x0 of the epsilon prediction) + cSkip * latent. */
  readonly cSkip: number;
  readonly cOut: number;
}

/** Timesteps that LCMs are distilled at: every 20th of 1000 (original_inference_steps = 50). */
const LCM_TRAINED_STEPS = 50;
const LCM_SIGMA_DATA = 0.5;
const LCM_TIMESTEP_SCALING = 10;

/**
 * diffusers' LCMScheduler with its defaults (schedulers/scheduling_lcm.py, set_timesteps and
 * get_scalings_for_boundary_condition_discrete; arXiv 2310.04378).
 * @param steps 1 ... 8
 * @throws InvalidStepCountError
 */
export function lcmSteps(betas: BetaSchedule, steps: number): readonly ConsistencyStep[] {
  checkSteps(steps, 'LCM sampling');
  const stride = Math.floor(betas.trainTimesteps / LCM_TRAINED_STEPS);
  const timesteps = Array.from({ length: steps }, (_, i) => {
    const skipped = Math.floor((i * LCM_TRAINED_STEPS) / steps);
    return (LCM_TRAINED_STEPS - skipped) * stride - 1;
  });
  return consistencySteps(betas, timesteps, lcmBoundary);
}

/** c_skip and c_out, which make the model the identity at timestep 0; far from it they are nearly 0 and 1. */
function lcmBoundary(timestep: number): Pick<ConsistencyStep, 'cSkip' | 'cOut'> {
  const scaled = timestep * LCM_TIMESTEP_SCALING;
  const variance = LCM_SIGMA_DATA ** 2;
  const sum = float32(float32(scaled * scaled) + variance);
  return { cSkip: float32(variance * float32(1 / sum)), cOut: float32(scaled / float32(Math.sqrt(sum))) };
}

const DMD2_TIMESTEPS = [999, 749, 499, 249] as const;

/** DMD2's four steps (tianweiy/DMD2, demo/text_to_image_sdxl.py, sample); its one step is in oneStep.ts. */
export function dmd2Steps(betas: BetaSchedule): readonly ConsistencyStep[] {
  return consistencySteps(betas, DMD2_TIMESTEPS, () => ({ cSkip: 0, cOut: 1 }));
}

function consistencySteps(
  betas: BetaSchedule,
  timesteps: readonly number[],
  boundary: (timestep: number) => Pick<ConsistencyStep, 'cSkip' | 'cOut'>,
): readonly ConsistencyStep[] {
  const cumprod = alphasCumprod(betas);
  const levels = timesteps.map((timestep) => noiseLevel(cumprod, timestep));
  return timesteps.map((timestep, i) => ({
    timestep,
    level: levels[i]!,
    nextLevel: levels[i + 1],
    ...boundary(timestep),
  }));
}

/**
 * The clean latent that a step guesses from the network's epsilon: the picture, after the last step.
 * @throws LatentLengthError
 */
export function consistencyClean(
  latent: Float32Array,
  epsilon: Float32Array,
  { level, cSkip, cOut }: ConsistencyStep,
): Float32Array<ArrayBuffer> {
  const guess = cleanFromEpsilon(latent, epsilon, level);
  return guess.map((value, i) => float32(cOut * value) + float32(cSkip * latent[i]!));
}

function checkSteps(steps: number, sampler: string): void {
  if (Number.isInteger(steps) && steps >= 1 && steps <= MAX_STEPS) return;
  throw new InvalidStepCountError(steps, MAX_STEPS, sampler);
}
