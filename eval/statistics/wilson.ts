// Wilson's score interval for a share: honest at 0 and 1, and for few items, where the textbook's p ± 1.96 σ is not.

export type Interval = readonly [low: number, high: number];

/** Two-sided 95 % quantile of the standard normal distribution. */
export const Z = 1.959963984540054;

/**
 * The shares p that `hits` of `n` are within 95 % of: |hits/n - p| <= z sqrt(p (1 - p) / n), solved for p  (Wilson, 1927).
 * @param n above 0
 */
export function wilson95(hits: number, n: number): Interval {
  if (!(Number.isInteger(hits) && Number.isInteger(n) && hits >= 0 && n > 0 && hits <= n))
    throw new RangeError(`${hits} of ${n} is no share.`);
  return wilsonAround(hits / n, n);
}

/** For a share `p` that is known as well as from `n` independent draws; p * n need not be whole. */
export function wilsonAround(p: number, n: number): Interval {
  const widening = 1 + Z ** 2 / n;
  const centre = (p + Z ** 2 / (2 * n)) / widening;
  const half = (Z * Math.sqrt((p * (1 - p)) / n + Z ** 2 / (4 * n ** 2))) / widening;
  // At 0 and 1 the bound is exact, which the square root misses by a rounding error.
  return [p === 0 ? 0 : centre - half, p === 1 ? 1 : centre + half];
}
