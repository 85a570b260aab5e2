// Distances, and the nearest row.

import { describe, expect, it } from 'vitest';
import { cosine, distance, nearest } from './distances.ts';

describe('distance', () => {
  it('is Euclidean', () => expect(distance([0, 3, 1], [4, 0, 1])).toBe(5));
});

describe('cosine', () => {
  it('of unit vectors is their dot product', () =>
    expect(cosine([0.6, 0.8], [0.8, 0.6])).toBeCloseTo(0.96, 12));
});

describe('nearest', () => {
  const rows = [[0], [2], [5]];
  it('finds the nearest candidate', () => {
    expect(nearest([4], rows)).toEqual({ index: 2, distance: 1 });
    expect(nearest([4], rows, (index) => index < 2)).toEqual({ index: 1, distance: 2 });
  });
  it('says so where there is none', () => {
    expect(nearest([4], rows, () => false)).toEqual({ index: -1, distance: Infinity });
  });
});
