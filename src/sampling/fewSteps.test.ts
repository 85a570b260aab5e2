// Whole loops against diffusers' EulerDiscreteScheduler and LCMScheduler and DMD2's own loop, latent by latent.
// Predictions are seeded noise; so is what the loops draw, from the same generator in the same order.

import { describe, expect, it } from 'vitest';
import { compareArrays } from '../lib/compare.ts';
import { InvalidStepCountError, LatentLengthError } from './errors.ts';
import {
  consistencyClean,
  dmd2Steps,
  eulerInitialLatent,
  eulerNetworkInput,
  eulerStep,
  eulerTrailingSteps,
  lcmSteps,
  type ConsistencyStep,
  type EulerStep,
} from './fewSteps.ts';
import { addNoise } from './latentMath.ts';
import { STABLE_DIFFUSION_BETAS } from './noiseSchedule.ts';
import { golden, unpack, type Packed } from './testing/goldens.ts';
import { TorchGenerator } from './torchRandom.ts';

interface EulerTrace {
  readonly timestep: number;
  readonly sigma: Packed;
  readonly input: Packed;
  readonly latent: Packed;
}
interface ConsistencyTrace {
  readonly timestep: number;
  readonly clean: Packed;
  readonly latent: Packed;
}
const goldens = golden('fewSteps') as {
  readonly euler: readonly (readonly EulerTrace[])[];
  readonly lcm: readonly (readonly ConsistencyTrace[])[];
  readonly dmd2: readonly ConsistencyTrace[];
  /** The same with the square roots of torch's MKL build, off by up to one unit in the last place. */
  readonly asIs: Readonly<Record<'euler' | 'lcm' | 'dmd2', readonly { readonly latent: Packed }[]>>;
};

const LENGTH = 64;
const COUNTS = [1, 2, 3, 4, 5, 6, 7, 8];
const epsilonAt = (step: number) => new TorchGenerator(100 + step).randn(LENGTH);

/** Runs the Euler loop of the goldens; `visit` sees what the network reads and the latent after each step. */
function runEuler(
  steps: readonly EulerStep[],
  visit: (i: number, input: Float32Array, latent: Float32Array) => void,
) {
  let latent = eulerInitialLatent(new TorchGenerator(21).randn(LENGTH), steps[0]!);
  steps.forEach((step, i) => {
    const input = eulerNetworkInput(latent, step);
    latent = eulerStep(latent, epsilonAt(i), step);
    visit(i, input, latent);
  });
}

function runConsistency(
  seed: number,
  steps: readonly ConsistencyStep[],
  visit: (i: number, clean: Float32Array, latent: Float32Array) => void,
) {
  const source = new TorchGenerator(seed);
  let latent = source.randn(LENGTH);
  steps.forEach((step, i) => {
    const clean = consistencyClean(latent, epsilonAt(i), step);
    latent = step.nextLevel ? addNoise(clean, source.randn(LENGTH), step.nextLevel) : clean;
    visit(i, clean, latent);
  });
}

describe.each(COUNTS)('Euler, trailing, %d steps', (count) => {
  const steps = eulerTrailingSteps(STABLE_DIFFUSION_BETAS, count);
  const trace = goldens.euler[count - 1]!;

  it('has the timesteps and sigmas of diffusers', () => {
    expect(steps.map(({ timestep }) => timestep)).toEqual(trace.map(({ timestep }) => timestep));
    const expected = trace.map(({ sigma }) => unpack(sigma)[0]);
    expect(steps.map(({ sigma }) => sigma)).toEqual(expected);
    expect(steps.map(({ nextSigma }) => nextSigma)).toEqual([...expected.slice(1), 0]);
  });

  it('gives its inputs and latents, in every bit', () => {
    runEuler(steps, (i, input, latent) => {
      expect(compareArrays(input, unpack(trace[i]!.input))).toBeUndefined();
      expect(compareArrays(latent, unpack(trace[i]!.latent))).toBeUndefined();
    });
  });
});

function expectTrace(
  seed: number,
  steps: readonly ConsistencyStep[],
  trace: readonly ConsistencyTrace[],
): void {
  expect(steps.map(({ timestep }) => timestep)).toEqual(trace.map(({ timestep }) => timestep));
  runConsistency(seed, steps, (i, clean, latent) => {
    expect(compareArrays(clean, unpack(trace[i]!.clean))).toBeUndefined();
    expect(compareArrays(latent, unpack(trace[i]!.latent))).toBeUndefined();
  });
}

describe('consistency sampling', () => {
  it.each(COUNTS)('LCM, %d steps: the latents of diffusers, in every bit', (count) => {
    expectTrace(31, lcmSteps(STABLE_DIFFUSION_BETAS, count), goldens.lcm[count - 1]!);
  });

  it('DMD2, 4 steps: the latents of its demo, in every bit', () => {
    expectTrace(41, dmd2Steps(STABLE_DIFFUSION_BETAS), goldens.dmd2);
  });
});

describe("torch with MKL's square roots", () => {
  // One unit in the last place of alpha, whose error the division by a small alpha passes on, over four steps.
  const tolerance = { relativeRms: 1e-6 };
  const compare = (name: 'euler' | 'lcm' | 'dmd2') => (i: number, _: Float32Array, latent: Float32Array) => {
    expect(compareArrays(latent, unpack(goldens.asIs[name][i]!.latent), tolerance)).toBeUndefined();
  };

  it('gives nearly the same latents', () => {
    expect.assertions(12);
    runEuler(eulerTrailingSteps(STABLE_DIFFUSION_BETAS, 4), compare('euler'));
    runConsistency(31, lcmSteps(STABLE_DIFFUSION_BETAS, 4), compare('lcm'));
    runConsistency(41, dmd2Steps(STABLE_DIFFUSION_BETAS), compare('dmd2'));
  });
});

describe('bad requests', () => {
  it.each([0, -1, 9, 1.5, NaN])('refuses %d steps', (count) => {
    expect(() => eulerTrailingSteps(STABLE_DIFFUSION_BETAS, count)).toThrow(InvalidStepCountError);
    expect(() => lcmSteps(STABLE_DIFFUSION_BETAS, count)).toThrow(InvalidStepCountError);
  });

  it('refuses arrays that do not match the latent', () => {
    const [step] = eulerTrailingSteps(STABLE_DIFFUSION_BETAS, 1);
    const [consistency] = dmd2Steps(STABLE_DIFFUSION_BETAS);
    const [latent, short] = [new Float32Array(16), new Float32Array(15)];
    expect(() => eulerStep(latent, short, step!)).toThrow(LatentLengthError);
    expect(() => consistencyClean(latent, short, consistency!)).toThrow(LatentLengthError);
    expect(() => addNoise(latent, short, consistency!.level)).toThrow(LatentLengthError);
  });
});
