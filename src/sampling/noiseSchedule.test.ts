// alphas_cumprod as diffusers computes it, bit for bit, and the figures that papers and demos print.

import { describe, expect, it } from 'vitest';
import { compareArrays } from '../lib/compare.ts';
import { InvalidTimestepError } from './errors.ts';
import {
  alphasCumprod,
  betas,
  karrasSigma,
  noiseLevel,
  PIXART_BETAS,
  STABLE_DIFFUSION_BETAS,
} from './noiseSchedule.ts';
import { golden, unpack, type Packed } from './testing/goldens.ts';

type Schedule = Readonly<Record<'betas' | 'alphasCumprod', Packed>>;
const goldens = golden('noiseSchedule') as Readonly<Record<'stableDiffusion' | 'pixart', Schedule>>;

describe.each([
  ['stableDiffusion', STABLE_DIFFUSION_BETAS],
  ['pixart', PIXART_BETAS],
] as const)('%s', (name, schedule) => {
  it('has the betas of diffusers, in every bit', () => {
    expect(compareArrays(betas(schedule), unpack(goldens[name].betas))).toBeUndefined();
  });

  it('has the alphas_cumprod of diffusers, in every bit', () => {
    expect(compareArrays(alphasCumprod(schedule), unpack(goldens[name].alphasCumprod))).toBeUndefined();
  });

  it('keeps alpha^2 + sigma^2 at 1', () => {
    const cumprod = alphasCumprod(schedule);
    for (let t = 0; t < schedule.trainTimesteps; t++) {
      const { alpha, sigma } = noiseLevel(cumprod, t);
      expect(Math.abs(alpha ** 2 + sigma ** 2 - 1)).toBeLessThan(2e-7);
    }
  });

  it.each([-1, 1000, 0.5, NaN])('has no timestep %d', (timestep) => {
    const cumprod = alphasCumprod(schedule);
    expect(() => noiseLevel(cumprod, timestep)).toThrow(InvalidTimestepError);
    expect(() => karrasSigma(cumprod, timestep)).toThrow(InvalidTimestepError);
  });
});

describe('known figures', () => {
  it("SD-Turbo's sigma is the 14.6146 of ONNX Runtime's demo", () => {
    expect(karrasSigma(alphasCumprod(STABLE_DIFFUSION_BETAS), 999)).toBeCloseTo(14.6146, 4);
  });

  it.each([
    [STABLE_DIFFUSION_BETAS, 999, 0.0682649, 0.9976672],
    [STABLE_DIFFUSION_BETAS, 399, 0.6527529, 0.7575709],
    [PIXART_BETAS, 400, 0.4399682, 0.8980134],
  ])('%o at %d', (schedule, timestep, alpha, sigma) => {
    const level = noiseLevel(alphasCumprod(schedule), timestep);
    expect(level.alpha).toBeCloseTo(alpha, 6);
    expect(level.sigma).toBeCloseTo(sigma, 6);
  });
});
