// Positions of the slider, and how evenly a picture changes between them.

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
  const sorted = steps.toSorted((a, b) => a - b);
  const biggestStep = sorted.at(-1)!;
  const [below, above] = [
    sorted[Math.floor((sorted.length - 1) / 2)]!,
    sorted[Math.ceil((sorted.length - 1) / 2)]!,
  ];
  const medianStep = (below + above) / 2;
  return { biggestStep, medianStep, biggestOverMedian: medianStep > 0 ? biggestStep / medianStep : null };
}

/** Euclidean. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < a.length; i++) squares += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(squares);
}
