// Medians and quartiles: timings on shared machines have long tails, so nothing here is a mean.

export interface Summary {
  readonly median: number;
  /** Third quartile minus first. */
  readonly iqr: number;
}

/** To 4 digits: a launch takes microseconds, a frame seconds. */
export function summary(values: readonly number[]): Summary {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: round(quantile(sorted, 0.5)),
    iqr: round(quantile(sorted, 0.75) - quantile(sorted, 0.25)),
  };
}

/** Linear between neighbours. */
function quantile(sorted: readonly number[], share: number): number {
  const position = (sorted.length - 1) * share;
  const [below = NaN, above = below] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  return below + (above - below) * (position - Math.floor(position));
}

export function round(value: number): number {
  return Number(value.toPrecision(4));
}
