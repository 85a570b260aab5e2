// The slider's positions, and jumps between them.

import { describe, expect, it } from 'vitest';
import { evenScales, smoothness } from './scales.ts';

describe('evenScales', () => {
  it('goes from 0 to the last, both there', () => {
    expect(evenScales(4, 1.5)).toEqual([0, 0.5, 1, 1.5]);
    expect(evenScales(21, 1)).toHaveLength(21);
    expect(evenScales(21, 1)[3]).toBe(0.15);
  });
});

describe('smoothness', () => {
  it('is the biggest step in medians', () => {
    expect(smoothness([1, 8, 2, 2])).toEqual({ biggestStep: 8, medianStep: 2, biggestOverMedian: 4 });
    expect(smoothness([3, 1])).toEqual({ biggestStep: 3, medianStep: 2, biggestOverMedian: 1.5 });
    expect(smoothness([5])).toEqual({ biggestStep: 5, medianStep: 5, biggestOverMedian: 1 });
  });

  it('has no ratio where half of the steps change nothing', () => {
    expect(smoothness([0, 0, 1]).biggestOverMedian).toBeNull();
  });
});
