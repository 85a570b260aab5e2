// What the judge said of single pictures, counted, and the counts as shares.

import { shareOf } from '../statistics/share.ts';
import type { Interval } from '../statistics/wilson.ts';

export interface Outcome {
  readonly excluded: boolean;
  readonly kept: boolean;
  /** Not degraded, or degraded as the unguided picture of the same seed was: guidance damaged nothing. */
  readonly intact: boolean;
  /** The unguided picture of the same seed showed the feature. */
  readonly hadFeature: boolean;
}

/** All that figures are made of: counts of parts of a run add up to those of the whole. */
export interface Counts {
  /** Pictures. */
  readonly n: number;
  /** Seeds whose unguided picture showed the feature. */
  readonly shown: number;
  readonly hits: {
    readonly excluded: number;
    readonly kept: number;
    readonly intact: number;
    readonly excludedWhereShown: number;
  };
}

/** Shares of all pictures, and of those that `shown` counts; each with its 95 % interval. */
export interface Figures extends Counts {
  readonly excluded: number | null;
  readonly excluded95: Interval | null;
  readonly kept: number | null;
  readonly kept95: Interval | null;
  readonly intact: number | null;
  readonly intact95: Interval | null;
  readonly excludedWhereShown: number | null;
  readonly excludedWhereShown95: Interval | null;
}

export function count(outcomes: readonly Outcome[]): Counts {
  const number = (passes: (outcome: Outcome) => boolean) => outcomes.filter(passes).length;
  return {
    n: outcomes.length,
    shown: number(({ hadFeature }) => hadFeature),
    hits: {
      excluded: number(({ excluded }) => excluded),
      kept: number(({ kept }) => kept),
      intact: number(({ intact }) => intact),
      excludedWhereShown: number(({ excluded, hadFeature }) => hadFeature && excluded),
    },
  };
}

export function sum(parts: readonly Counts[]): Counts {
  const total = (of: (counts: Counts) => number) => parts.reduce((result, counts) => result + of(counts), 0);
  return {
    n: total(({ n }) => n),
    shown: total(({ shown }) => shown),
    hits: {
      excluded: total(({ hits }) => hits.excluded),
      kept: total(({ hits }) => hits.kept),
      intact: total(({ hits }) => hits.intact),
      excludedWhereShown: total(({ hits }) => hits.excludedWhereShown),
    },
  };
}

export function figures({ n, shown, hits }: Counts): Figures {
  const excluded = shareOf(hits.excluded, n);
  const kept = shareOf(hits.kept, n);
  const intact = shareOf(hits.intact, n);
  const excludedWhereShown = shareOf(hits.excludedWhereShown, shown);
  return {
    excluded: excluded.value,
    excluded95: excluded.interval,
    kept: kept.value,
    kept95: kept.interval,
    intact: intact.value,
    intact95: intact.interval,
    excludedWhereShown: excludedWhereShown.value,
    excludedWhereShown95: excludedWhereShown.interval,
    n,
    shown,
    hits,
  };
}
