// Positions of the slider, and how evenly a picture changes between them.

import { median } from './mean.ts';

/** `count` scales from 0 to `last`, evenly. */
export function evenScales(count: number, last: number): number[] {
  return Array.from({ length: count }, (_, i) => Number(((last * i) / (count - 1)).toFixed(4)));
}

export interface Smoothness {
  readonly biggestStep: number;
  readonly medianStep: number;
  /** 1 is a slider under which everything moves alike; null where half of the steps change nothing. */
  readonly biggestOverMedian: number | null;
}

/** @param steps mean feature distances between neighbouring scales, one at least */
export function smoothness(steps: readonly number[]): Smoothness {
  const biggestStep = Math.max(...steps);
  const medianStep = median(steps);
  return { biggestStep, medianStep, biggestOverMedian: medianStep > 0 ? biggestStep / medianStep : null };
}
