// KID: 0 on average for one distribution, the known value for a shift of the mean, and never biased by the sample's size.

import { describe, expect, it } from 'vitest';
import { kid, squaredMmd } from './kid.ts';
import { seededRandom } from './random.ts';

function normals(count: number, width: number, seed: number, shift = 0): Float64Array[] {
  const random = seededRandom(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: count }, () => Float64Array.from({ length: width }, () => shift + normal()));
}

describe('squaredMmd', () => {
  it('of two points on each side, by hand', () => {
    // width 1: k(x, y) = (x y + 1)^3; within {0, 1} 1, within {2, 3} 343, between (1 + 1 + 27 + 64) / 4
    expect(squaredMmd([[0], [1]], [[2], [3]])).toBeCloseTo(1 + 343 - (2 * (1 + 1 + 27 + 64)) / 4, 12);
  });
});

describe('kid', () => {
  it('is about 0 between samples of one distribution, and its interval says so', () => {
    const { value, interval } = kid(normals(400, 8, 1), normals(600, 8, 2));
    expect(Math.abs(value!)).toBeLessThan(0.15);
    expect(interval![0]).toBeLessThan(0);
    expect(interval![1]).toBeGreaterThan(0);
  });

  it('grows with the distance', () => {
    const base = normals(400, 8, 1);
    const near = kid(base, normals(400, 8, 3, 0.5));
    const far = kid(base, normals(400, 8, 3, 1));
    expect(near.interval![0]).toBeGreaterThan(0);
    expect(far.value!).toBeGreaterThan(near.value! * 2);
    expect(far.n).toBe(400);
  });

  it('refuses samples that are too small', () => {
    expect(() => kid(normals(39, 2, 1), normals(400, 2, 2))).toThrow('40 pictures');
  });
});

describe('samples in an order that means something', () => {
  it('are dealt at random: two sorted halves of one distribution stay about 0 apart', () => {
    const sorted = (seed: number) => normals(400, 2, seed).toSorted((a, b) => a[0]! - b[0]!);
    const values = Array.from({ length: 20 }, (_, i) => kid(sorted(2 * i + 1), sorted(2 * i + 2)).value!);
    const middle = values.reduce((sum, value) => sum + value) / values.length;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (20 * 19));
    expect(Math.abs(middle)).toBeLessThan(3 * spread);
  });
});
