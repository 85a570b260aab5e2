// Means, medians and their 95 % intervals by the bootstrap, with a fixed seed: the same values, the same interval.

import { mulberry32 } from '../../src/lib/mulberry32.ts';
import type { Interval } from './wilson.ts';

export interface Estimate {
  /** Null where there is nothing to take a mean of. */
  readonly value: number | null;
  readonly interval: Interval | null;
  readonly n: number;
}

type Numbers = readonly number[] | Float64Array;

const RESAMPLES = 1000;
const SEED = 20_412;

export function meanOf(values: Numbers): Estimate {
  return bootstrap(Float64Array.from(values), mean);
}

export function medianOf(values: Numbers): Estimate {
  return bootstrap(Float64Array.from(values), median);
}

/** Percentile bootstrap (Efron, 1979): the statistic of RESAMPLES draws with replacement, between their 2.5 % and 97.5 % quantiles. */
function bootstrap(values: Float64Array, statistic: (sample: Float64Array) => number): Estimate {
  const n = values.length;
  if (n === 0) return { value: null, interval: null, n };
  const random = mulberry32(SEED);
  const sample = new Float64Array(n);
  const statistics = Float64Array.from({ length: RESAMPLES }, () => {
    for (let i = 0; i < n; i++) sample[i] = values[Math.floor(random() * n)]!;
    return statistic(sample);
  }).sort();
  const at = (share: number) => rounded(statistics[Math.round(share * (RESAMPLES - 1))]!);
  return { value: rounded(statistic(values)), interval: [at(0.025), at(0.975)], n };
}

export function mean(values: Numbers): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

export function median(values: Numbers): number {
  const sorted = Float64Array.from(values).sort();
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
