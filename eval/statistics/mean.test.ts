// Bootstrap intervals: against theory on normal data, repeatable, and honest about nothing and about one value.

import { describe, expect, it } from 'vitest';
import { mulberry32 } from '../../src/lib/mulberry32.ts';
import { meanOf, median, medianOf } from './mean.ts';
import { shuffled } from './shuffled.ts';

describe('meanOf', () => {
  it('has about the interval that theory gives: mean ± 1.96 σ / √n', () => {
    const random = mulberry32(5);
    const values = Array.from({ length: 400 }, () => 3 + random() + random() + random());
    const { value, interval, n } = meanOf(values);
    const half = 1.96 * Math.sqrt(3 / 12 / 400);
    expect(n).toBe(400);
    expect(value).toBeCloseTo(values.reduce((sum, one) => sum + one) / 400, 4);
    expect(Math.abs(interval![0] - (value! - half))).toBeLessThan(half / 5);
    expect(Math.abs(interval![1] - (value! + half))).toBeLessThan(half / 5);
    expect(Math.abs(interval![1] - interval![0] - 2 * half)).toBeLessThan(half / 4);
  });

  it('is the same each time', () => expect(meanOf([1, 2, 5, 9])).toEqual(meanOf([1, 2, 5, 9])));

  it('of nothing is null, of one value that value', () => {
    expect(meanOf([])).toEqual({ value: null, interval: null, n: 0 });
    expect(meanOf([7])).toEqual({ value: 7, interval: [7, 7], n: 1 });
  });
});

describe('median', () => {
  it('is the middle, or between the two in the middle', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 2, 9])).toBe(3);
    expect(medianOf([1, 1, 1]).interval).toEqual([1, 1]);
  });
});

describe('shuffled', () => {
  it('is another order of the same items, and leaves the list as it was', () => {
    const items = Array.from({ length: 50 }, (_, i) => i);
    const order = shuffled(items, 3);
    expect(order).not.toEqual(items);
    expect(order.toSorted((a, b) => a - b)).toEqual(items);
    expect(shuffled(items, 3)).toEqual(order);
    expect(items[0]).toBe(0);
  });

  it('puts every item everywhere alike', () => {
    const firsts = Array.from({ length: 4000 }, (_, seed) => shuffled([0, 1, 2, 3], seed)[0]);
    for (let item = 0; item < 4; item++)
      expect(firsts.filter((first) => first === item).length).toBeGreaterThan(900);
  });
});
