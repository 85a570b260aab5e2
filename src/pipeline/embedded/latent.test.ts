// The latent must be the same on every machine: pinned values, and the moments of a standard normal.

import { describe, expect, it } from 'vitest';
import { inverseNormal, naturalLog } from '../../lib/deterministicMath.ts';
import { seededLatent } from './latent.ts';

describe('naturalLog', () => {
  it('agrees with Math.log to the last few bits', () => {
    for (const x of [1e-300, 1e-16, 0.1, 0.5, 0.999999, 1, 1.4142, 2, 3, 1e10]) {
      expect(Math.abs(naturalLog(x) - Math.log(x))).toBeLessThanOrEqual(
        4e-16 * Math.max(1, Math.abs(Math.log(x))),
      );
    }
  });
});

describe('inverseNormal', () => {
  it.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.001, -3.090232306167813],
    [1e-10, -6.361340902404056],
    [1e-20, -9.262340089798408],
  ])('of %f is %f', (p, expected) => {
    expect(inverseNormal(p)).toBeCloseTo(expected, 12);
  });
});

describe('seededLatent', () => {
  it('is a pure function of its seed', () => {
    expect(seededLatent(7, 16)).toEqual(seededLatent(7, 16));
    expect(seededLatent(7, 16)).not.toEqual(seededLatent(8, 16));
    expect(seededLatent(7, 8)).toEqual(seededLatent(7, 16).slice(0, 8));
  });

  it('has mean 0, variance 1 and no correlation between neighbouring seeds', () => {
    const draws = Array.from({ length: 4000 }, (_, seed) => seededLatent(seed, 16));
    const all = draws.flatMap((draw) => [...draw]);
    const mean = all.reduce((sum, x) => sum + x, 0) / all.length;
    const variance = all.reduce((sum, x) => sum + x * x, 0) / all.length;
    const neighbours = draws.slice(1).map((draw, i) => (draw[0] ?? NaN) * (draws[i]?.[0] ?? NaN));
    const correlation = neighbours.reduce((sum, x) => sum + x, 0) / neighbours.length;
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(Math.abs(variance - 1)).toBeLessThan(0.03);
    expect(Math.abs(correlation)).toBeLessThan(0.06);
  });

  it('never changes: these bits are part of every shared seed', () => {
    expect(Array.from(new Uint32Array(seededLatent(42, 4).buffer))).toMatchInlineSnapshot(`
      [
        3213007912,
        3221624021,
        1035163575,
        1058717995,
      ]
    `);
  });
});
