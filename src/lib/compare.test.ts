// compareArrays must catch what it is for, NaN above all, and say what it caught.

import { describe, expect, it } from 'vitest';
import { compareArrays } from './compare.ts';

describe('compareArrays', () => {
  it('accepts what lies within the tolerance', () => {
    expect(compareArrays([1, 2], [1, 2])).toBeUndefined();
    expect(compareArrays([1, 2.25], [1, 2], { maxAbs: 0.25 })).toBeUndefined();
    expect(compareArrays([3, 4.1], [3, 4], { relativeRms: 0.0201 })).toBeUndefined();
    expect(compareArrays([Infinity, 0], [Infinity, -0])).toBeUndefined();
    expect(compareArrays([], [])).toBeUndefined();
  });

  it('names the first bad element, the tolerance and the largest error', () => {
    const message = compareArrays([0, 1.5, 2, 9], [0, 1, 2, 3], { maxAbs: 0.25 })?.message;
    expect(message).toContain(
      'first difference at index 1: actual 1.5, expected 1, error 0.5, tolerance 0.25',
    );
    expect(message).toContain('2 of 4 elements differ');
    expect(message).toContain('max error 6 at index 3');
  });

  it('checks the relative RMS: sqrt(0.01 / 25) = 0.02', () => {
    expect(compareArrays([3, 4.1], [3, 4], { relativeRms: 0.0199 })?.message).toContain('tolerance 0.0199');
    expect(compareArrays([1e-9], [0], { relativeRms: 1 })).toBeInstanceOf(Error);
  });

  it('checks both tolerances', () => {
    expect(compareArrays([100, 1], [100, 0], { maxAbs: 0.5, relativeRms: 1 })).toBeInstanceOf(Error);
    expect(compareArrays([1, 0.4], [1, 0], { maxAbs: 0.5, relativeRms: 0.1 })).toBeInstanceOf(Error);
  });

  it.each([{}, { maxAbs: 1e9 }, { relativeRms: 1e9 }])('never accepts NaN (tolerance %j)', (tolerance) => {
    expect(compareArrays([1, NaN], [1, 2], tolerance)).toBeInstanceOf(Error);
    expect(compareArrays([1, 2], [1, NaN], tolerance)).toBeInstanceOf(Error);
    expect(compareArrays([NaN], [NaN], tolerance)).toBeInstanceOf(Error);
    expect(compareArrays([1, Infinity], [1, 2], tolerance)).toBeInstanceOf(Error);
  });

  it('does not let an infinite expected value hide another error', () => {
    expect(compareArrays([Infinity, 5], [Infinity, 1], { relativeRms: 0.1 })).toBeInstanceOf(Error);
  });

  it('refuses another length', () => {
    expect(compareArrays([1], [1, 2])?.message).toBe('length 1, expected length 2');
  });
});
