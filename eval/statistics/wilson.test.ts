// Wilson's interval against published values, and against the inequality that defines it.

import { describe, expect, it } from 'vitest';
import { wilson95 } from './wilson.ts';

/** Table I of R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998), method 3. */
const NEWCOMBE = [
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
] as const;

describe('wilson95', () => {
  it.each(NEWCOMBE)('%d of %d', (hits, n, low, high) => {
    expect(wilson95(hits, n).map((bound) => Number(bound.toFixed(4)))).toEqual([low, high]);
  });

  it('mirrors: the misses have the mirrored interval', () => {
    const [low, high] = wilson95(3, 17);
    const [missLow, missHigh] = wilson95(14, 17);
    expect(missLow).toBeCloseTo(1 - high, 12);
    expect(missHigh).toBeCloseTo(1 - low, 12);
  });

  it('ends where the share is 1.96 standard deviations away', () => {
    for (const p of wilson95(7, 30))
      expect(Math.abs(7 / 30 - p) / Math.sqrt((p * (1 - p)) / 30)).toBeCloseTo(1.959963984540054, 9);
  });

  it('is exact at all and none', () => {
    expect(wilson95(0, 7)[0]).toBe(0);
    expect(wilson95(7, 7)[1]).toBe(1);
  });

  it.each([
    [0, 0],
    [3, 2],
    [-1, 2],
    [0.5, 2],
    [NaN, 2],
  ])('refuses %d of %d', (hits, n) => {
    expect(() => wilson95(hits, n)).toThrow('is no share');
  });
});
