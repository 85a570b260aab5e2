// Distances between vectors, and the nearest of many.

/** Euclidean. */
export function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let squares = 0;
  for (let i = 0; i < a.length; i++) squares += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(squares);
}

/** Of vectors of length 1. */
export function cosine(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let dot = 0;
  for (let i = 0; i < a.length; i++) dot += a[i]! * b[i]!;
  return dot;
}

export interface Nearest {
  /** Position among the candidates; -1 where there is none. */
  readonly index: number;
  readonly distance: number;
}

/** @param isCandidate by position; default: all */
export function nearest(
  to: ArrayLike<number>,
  rows: readonly ArrayLike<number>[],
  isCandidate: (index: number) => boolean = () => true,
): Nearest {
  let best: Nearest = { index: -1, distance: Infinity };
  rows.forEach((row, index) => {
    const here = isCandidate(index) ? distance(to, row) : Infinity;
    if (here < best.distance) best = { index, distance: here };
  });
  return best;
}
