// KID: against its definition, 0 on average for one distribution whatever the samples' order, and intervals that hold what they promise.

import { describe, expect, it } from 'vitest';
import { kid } from './kid.ts';
import { mulberry32 } from '../../src/lib/mulberry32.ts';

type Rows = readonly Float64Array[];

function normals(count: number, width: number, seed: number, shift = 0): Float64Array[] {
  const random = mulberry32(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: count }, () => Float64Array.from({ length: width }, () => shift + normal()));
}

/** As it is defined: mean kernel within each sample, no row with itself, minus twice that between them. */
function squaredMmd(a: Rows, b: Rows): number {
  const kernel = (x: Float64Array, y: Float64Array) =>
    (x.reduce((sum, one, i) => sum + one * y[i]!, 0) / x.length + 1) ** 3;
  const mean = (left: Rows, right: Rows) => {
    const all = left.flatMap((x) => right.flatMap((y) => (x === y ? [] : [kernel(x, y)])));
    return all.reduce((sum, one) => sum + one, 0) / all.length;
  };
  return mean(a, a) + mean(b, b) - 2 * mean(a, b);
}

describe('kid', () => {
  it('is the unbiased squared MMD', () => {
    const [a, b] = [normals(50, 3, 1), normals(67, 3, 2, 0.4)];
    expect(kid(a, b).value).toBeCloseTo(squaredMmd(a, b), 3);
    expect(kid(a, b).n).toBe(50);
  });

  it('is about 0 for one distribution, in whatever order the samples come, and its intervals hold 0', () => {
    const sorted = (seed: number) => normals(100, 2, seed).toSorted((x, y) => x[0]! - y[0]!);
    const estimates = Array.from({ length: 60 }, (_, i) => kid(sorted(2 * i + 1), sorted(2 * i + 2)));
    const mean = estimates.reduce((sum, { value }) => sum + value!, 0) / 60;
    expect(Math.abs(mean)).toBeLessThan(0.05);
    const held = estimates.filter(({ interval }) => interval![0] <= 0 && interval![1] >= 0).length;
    expect(held).toBeGreaterThan(51);
  });

  it('grows with the distance', () => {
    const base = normals(200, 8, 1);
    const near = kid(base, normals(200, 8, 3, 0.5));
    const far = kid(base, normals(200, 8, 3, 1));
    expect(near.interval![0]).toBeGreaterThan(0);
    expect(far.value!).toBeGreaterThan(near.value! * 2);
  });

  it('refuses samples that are too small', () => {
    expect(() => kid(normals(39, 2, 1), normals(400, 2, 2))).toThrow('40 pictures');
  });
});
