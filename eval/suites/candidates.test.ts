// Candidates of a retrieval: the right one first, the others distinct.

import { describe, expect, it } from 'vitest';
import { among } from './candidates.ts';

describe('among', () => {
  it('has all rivals', () => {
    const chosen = among(17, 256, 100, [16, 18, 19]);
    expect(chosen.slice(0, 4)).toEqual([17, 16, 18, 19]);
    expect(new Set(chosen).size).toBe(100);
  });

  it.each([
    [0, 248],
    [247, 248],
    [5, 992],
    [3, 100],
    [3, 7],
  ])('%d of %d', (index, total) => {
    const chosen = among(index, total, 100);
    expect(chosen[0]).toBe(index);
    expect(chosen).toHaveLength(Math.min(100, total));
    expect(new Set(chosen).size).toBe(chosen.length);
    expect(chosen.every((one) => one >= 0 && one < total)).toBe(true);
  });
});
