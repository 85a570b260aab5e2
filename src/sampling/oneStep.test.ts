// One-step formulas against diffusers' schedulers and the models' own scripts, with a made-up prediction.

import { describe, expect, it } from 'vitest';
import { compareArrays } from '../lib/compare.ts';
import { LatentLengthError } from './errors.ts';
import { ONE_STEP_MODELS, oneStepSampler, type OneStepModelName } from './oneStep.ts';
import { golden, unpack, type Packed } from './testing/goldens.ts';
import { TorchGenerator } from './torchRandom.ts';

interface Trace {
  readonly input: Packed;
  readonly clean: Packed;
  /** prev_sample, where the scheduler takes another way to the same latent. */
  readonly previous?: Packed;
}
const goldens = golden('oneStep') as Readonly<Record<OneStepModelName, Trace>> & {
  readonly vae: Readonly<Record<string, Packed>>;
};

const LENGTH = 64;
const noise = new TorchGenerator(11).randn(LENGTH);
const prediction = new TorchGenerator(12).randn(LENGTH);
const names = Object.keys(ONE_STEP_MODELS) as OneStepModelName[];

describe.each(names)('%s', (name) => {
  const sampler = oneStepSampler(ONE_STEP_MODELS[name]);
  const expected = goldens[name];

  it('feeds the network what the reference feeds, in every bit', () => {
    expect(compareArrays(sampler.networkInput(noise), unpack(expected.input))).toBeUndefined();
  });

  it('reaches the clean latent of the reference, in every bit', () => {
    expect(compareArrays(sampler.cleanLatent(noise, prediction), unpack(expected.clean))).toBeUndefined();
  });

  it('scales its input by scale_in', () => {
    const scaled = noise.map((value) => sampler.inputScale * value);
    expect(compareArrays(sampler.networkInput(noise), scaled, { maxAbs: 5e-7 })).toBeUndefined();
  });

  it('divides by the scaling factor of its VAE', () => {
    const golden = goldens.vae[String(ONE_STEP_MODELS[name].vaeScalingFactor)];
    expect(compareArrays(sampler.vaeInput(prediction), unpack(golden!))).toBeUndefined();
  });

  it('leaves its arguments alone, and returns new arrays', () => {
    const [noiseBefore, predictionBefore] = [noise.slice(), prediction.slice()];
    expect(sampler.networkInput(noise)).not.toBe(noise);
    expect(sampler.cleanLatent(noise, prediction)).not.toBe(noise);
    expect(noise).toEqual(noiseBefore);
    expect(prediction).toEqual(predictionBefore);
  });

  it('refuses a prediction of another length, as of twice the channels', () => {
    expect(() => sampler.cleanLatent(noise, new Float32Array(2 * LENGTH))).toThrow(LatentLengthError);
  });
});

describe('the Turbo models', () => {
  it("agree with Euler's prev_sample, which their pipelines decode, within rounding", () => {
    const clean = oneStepSampler(ONE_STEP_MODELS['sd-turbo']).cleanLatent(noise, prediction);
    const previous = unpack(goldens['sd-turbo'].previous!);
    // Values near 15 take part, whose last bit is 2^-20.
    expect(compareArrays(clean, previous, { maxAbs: 8 * 2 ** -20 })).toBeUndefined();
  });

  it("are SwiftBrush's formula on noise scaled by scale_in", () => {
    const turbo = oneStepSampler(ONE_STEP_MODELS['sd-turbo']);
    const swiftbrush = oneStepSampler(ONE_STEP_MODELS.swiftbrush);
    const scaled = turbo.networkInput(noise);
    const [left, right] = [turbo.cleanLatent(noise, prediction), swiftbrush.cleanLatent(scaled, prediction)];
    expect(compareArrays(left, right, { maxAbs: 1e-5 })).toBeUndefined();
  });
});
