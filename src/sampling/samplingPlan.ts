// A sampler and a number of steps -> weights of linear combinations: every sampler here is linear in latent, prediction
// and noise, so that the loop can run on whichever device holds them. oneStep.ts and fewSteps.ts are the same formulas as
// functions, equal to diffusers' in every bit; here products are folded, and the last bits differ.

import { InvalidStepCountError } from './errors.ts';
import { dmd2Steps, eulerTrailingSteps, lcmSteps, type ConsistencyStep } from './fewSteps.ts';
import { alphasCumprod, eulerInputDivisor, noiseLevel } from './noiseSchedule.ts';
import type { SamplerSpec } from './samplers.ts';

/** One call of the network, and what becomes of its prediction. */
export interface SamplingStep {
  /** What the network is told. */
  readonly timestep: number;
  /** The network reads this many times the latent. */
  readonly inputWeight: number;
  /** next latent = latentWeight * latent + predictionWeight * prediction + noiseWeight * fresh noise */
  readonly latentWeight: number;
  readonly predictionWeight: number;
  /** 0: no noise is drawn. */
  readonly noiseWeight: number;
}

export interface SamplingPlan {
  /** first latent = initialWeight * noise */
  readonly initialWeight: number;
  readonly steps: readonly SamplingStep[];
}

/** A rectified flow's timesteps run from this to 0 (gnobitab/InstaFlow, code/pipeline_rf.py). */
const FLOW_TIMESTEPS = 1000;
/** tianweiy/DMD2, README.md: what the four-step model is told where it takes one step. */
const DMD2_ONE_STEP = 399;
const MAX_FLOW_STEPS = 8;

/**
 * @param steps calls of the network
 * @throws InvalidStepCountError where the sampler has no schedule of so many steps; InvalidTimestepError
 */
export function samplingPlan(sampler: SamplerSpec, steps: number): SamplingPlan {
  switch (sampler.kind) {
    case 'euler':
      return eulerPlan(sampler, steps);
    case 'lcm':
      return { initialWeight: 1, steps: lcmSteps(sampler.betas, steps).map(consistencyStep) };
    case 'dmd2':
      if (steps === 1) return epsilonPlan({ kind: 'epsilon', betas: sampler.betas, timestep: DMD2_ONE_STEP });
      checkCount(steps, 4, 'DMD2');
      return { initialWeight: 1, steps: dmd2Steps(sampler.betas).map(consistencyStep) };
    case 'epsilon':
      checkCount(steps, 1, 'A one-step model');
      return epsilonPlan(sampler);
    case 'velocity':
      return velocityPlan(steps);
  }
}

function eulerPlan({ betas }: Extract<SamplerSpec, { kind: 'euler' }>, count: number): SamplingPlan {
  const steps = eulerTrailingSteps(betas, count);
  return {
    initialWeight: steps[0]!.sigma,
    steps: steps.map(({ timestep, sigma, nextSigma }) => ({
      timestep,
      inputWeight: 1 / eulerInputDivisor(sigma),
      latentWeight: 1,
      predictionWeight: nextSigma - sigma,
      noiseWeight: 0,
    })),
  };
}

/** clean = cOut * (latent - sigma * prediction) / alpha + cSkip * latent, brought to the next level with fresh noise. */
function consistencyStep({ timestep, level, nextLevel, cSkip, cOut }: ConsistencyStep) {
  const { alpha, sigma } = level;
  const next = nextLevel ?? { alpha: 1, sigma: 0 };
  return {
    timestep,
    inputWeight: 1,
    latentWeight: next.alpha * (cOut / alpha + cSkip),
    predictionWeight: (-next.alpha * cOut * sigma) / alpha,
    noiseWeight: next.sigma,
  };
}

function epsilonPlan({ betas, timestep }: Extract<SamplerSpec, { kind: 'epsilon' }>): SamplingPlan {
  const level = noiseLevel(alphasCumprod(betas), timestep);
  const step = consistencyStep({ timestep, level, nextLevel: undefined, cSkip: 0, cOut: 1 });
  return { initialWeight: 1, steps: [step] };
}

function velocityPlan(count: number): SamplingPlan {
  if (!(Number.isInteger(count) && count >= 1 && count <= MAX_FLOW_STEPS))
    throw new InvalidStepCountError(count, MAX_FLOW_STEPS, 'A rectified flow');
  const steps = Array.from({ length: count }, (_, i) => ({
    timestep: (1 - i / count) * FLOW_TIMESTEPS,
    inputWeight: 1,
    latentWeight: 1,
    predictionWeight: 1 / count,
    noiseWeight: 0,
  }));
  return { initialWeight: 1, steps };
}

function checkCount(steps: number, only: number, sampler: string): void {
  if (steps !== only) throw new InvalidStepCountError(steps, only, sampler);
}
