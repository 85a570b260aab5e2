// The linear form of every sampler against the functions that equal diffusers' in every bit.

import { describe, expect, it } from 'vitest';
import { compareArrays } from '../lib/compare.ts';
import { InvalidStepCountError } from './errors.ts';
import {
  consistencyClean,
  dmd2Steps,
  eulerInitialLatent,
  eulerNetworkInput,
  eulerStep,
  eulerTrailingSteps,
  lcmSteps,
  type ConsistencyStep,
} from './fewSteps.ts';
import { addNoise } from './latentMath.ts';
import { PIXART_BETAS, STABLE_DIFFUSION_BETAS } from './noiseSchedule.ts';
import { ONE_STEP_MODELS, oneStepSampler, type OneStepModelName } from './oneStep.ts';
import type { SamplerSpec } from './samplers.ts';
import { samplingPlan } from './samplingPlan.ts';
import { TorchGenerator } from './torchRandom.ts';

const LENGTH = 64;
const betas = STABLE_DIFFUSION_BETAS;
const noise = new TorchGenerator(1).randn(LENGTH);
const predictionAt = (step: number) => new TorchGenerator(100 + step).randn(LENGTH);
const freshAt = (step: number) => new TorchGenerator(200 + step).randn(LENGTH);

interface Trace {
  readonly timesteps: number[];
  readonly inputs: Float32Array[];
  readonly latents: Float32Array[];
}

function run(sampler: SamplerSpec, count: number): Trace {
  const { initialWeight, steps } = samplingPlan(sampler, count);
  const trace: Trace = { timesteps: [], inputs: [], latents: [] };
  let latent = noise.map((value) => value * initialWeight);
  steps.forEach((step, i) => {
    const prediction = predictionAt(i);
    const fresh = freshAt(i);
    trace.timesteps.push(step.timestep);
    trace.inputs.push(latent.map((value) => value * step.inputWeight));
    latent = latent.map(
      (value, k) =>
        step.latentWeight * value + step.predictionWeight * prediction[k]! + step.noiseWeight * fresh[k]!,
    );
    trace.latents.push(latent);
  });
  return trace;
}

function runEuler(count: number): Trace {
  const steps = eulerTrailingSteps(betas, count);
  const trace: Trace = { timesteps: [], inputs: [], latents: [] };
  let latent = eulerInitialLatent(noise, steps[0]!);
  steps.forEach((step, i) => {
    trace.timesteps.push(step.timestep);
    trace.inputs.push(eulerNetworkInput(latent, step));
    latent = eulerStep(latent, predictionAt(i), step);
    trace.latents.push(latent);
  });
  return trace;
}

function runConsistency(steps: readonly ConsistencyStep[]): Trace {
  const trace: Trace = { timesteps: [], inputs: [], latents: [] };
  let latent = noise;
  steps.forEach((step, i) => {
    trace.timesteps.push(step.timestep);
    trace.inputs.push(latent);
    const clean = consistencyClean(latent, predictionAt(i), step);
    latent = step.nextLevel ? addNoise(clean, freshAt(i), step.nextLevel) : clean;
    trace.latents.push(latent);
  });
  return trace;
}

function expectEqual(actual: Trace, expected: Trace): void {
  expect(actual.timesteps).toEqual(expected.timesteps);
  const pairs = [
    [actual.inputs, expected.inputs],
    [actual.latents, expected.latents],
  ] as const;
  for (const [found, wanted] of pairs) {
    wanted.forEach((latent, i) => {
      const maxAbs = 4e-6 * Math.max(...latent.map(Math.abs));
      expect(compareArrays(found[i]!, latent, { maxAbs }), `step ${i}`).toBeUndefined();
    });
  }
}

describe.each([1, 2, 3, 4, 8])('%i steps', (count) => {
  it('of Euler', () => expectEqual(run({ kind: 'euler', betas }, count), runEuler(count)));
  it('of LCM', () => expectEqual(run({ kind: 'lcm', betas }, count), runConsistency(lcmSteps(betas, count))));
});

it('takes the four steps of DMD2', () => {
  expectEqual(run({ kind: 'dmd2', betas }, 4), runConsistency(dmd2Steps(betas)));
});

const ONE_STEP: Readonly<Record<OneStepModelName, SamplerSpec>> = {
  'sd-turbo': { kind: 'euler', betas },
  'sdxl-turbo': { kind: 'euler', betas },
  swiftbrush: { kind: 'epsilon', betas, timestep: 999 },
  'sdxl-dmd2': { kind: 'dmd2', betas },
  instaflow: { kind: 'velocity' },
  'pixart-alpha-dmd': { kind: 'epsilon', betas: PIXART_BETAS, timestep: 400 },
};

it.each(Object.entries(ONE_STEP))('%s in one step', (name, sampler) => {
  const exact = oneStepSampler(ONE_STEP_MODELS[name as OneStepModelName]);
  expectEqual(run(sampler, 1), {
    timesteps: [exact.timestep],
    inputs: [exact.networkInput(noise)],
    latents: [exact.cleanLatent(noise, predictionAt(0))],
  });
});

it('walks a rectified flow in equal steps', () => {
  const { steps } = samplingPlan({ kind: 'velocity' }, 4);
  expect(steps.map(({ timestep }) => timestep)).toEqual([1000, 750, 500, 250]);
  expect(steps.map(({ predictionWeight }) => predictionWeight)).toEqual([0.25, 0.25, 0.25, 0.25]);
});

it.each([
  [{ kind: 'euler', betas }, 9],
  [{ kind: 'lcm', betas }, 0],
  [{ kind: 'dmd2', betas }, 2],
  [{ kind: 'epsilon', betas, timestep: 999 }, 2],
  [{ kind: 'velocity' }, 1.5],
] as const)('refuses steps that %o has not', (sampler, count) => {
  expect(() => samplingPlan(sampler, count)).toThrow(InvalidStepCountError);
});
