// What the exclusion suite prints: figures of every mode, of all pairs together and of each.

import { MODE_IDS } from '../../src/protocol/modes.ts';
import type { GuidanceMode } from '../../src/protocol/guidance.ts';
import { count, figures, sum, type Counts, type Figures, type Outcome } from './outcomes.ts';
import type { Trial } from './shard.ts';

export type ByMode<Value> = Readonly<Partial<Record<GuidanceMode, Value>>>;

export type PairFigures = ByMode<Figures> & { readonly positive: string; readonly negative: string };

/** Parts of one run have all of this in common. */
export interface ExclusionSetting {
  readonly suite: 'exclusion';
  readonly model: string;
  readonly pairs: number;
  readonly seeds: number;
  readonly scale: number;
}

export interface ExclusionResult extends ExclusionSetting {
  /** `i/n` where this is a part of a run. */
  readonly shard?: string;
  readonly modes: ByMode<Figures>;
  readonly perPair: readonly PairFigures[];
}

export interface TrialOutcomes extends Trial {
  readonly outcomes: ByMode<Outcome>;
}

/** What was counted of one pair. */
export interface PairCounts {
  readonly positive: string;
  readonly negative: string;
  readonly counts: ByMode<Counts>;
}

/** Outcomes of any part of a run, pair by pair; a pair of which that part drew nothing counts 0. */
export function countPairs(
  pairs: readonly { readonly positive: string; readonly negative: string }[],
  modes: readonly GuidanceMode[],
  outcomes: readonly TrialOutcomes[],
): PairCounts[] {
  return pairs.map(({ positive, negative }, index) => {
    const ofPair = outcomes.filter(({ pair }) => pair === index);
    const counts = byMode(modes, (mode) => count(ofPair.flatMap((trial) => trial.outcomes[mode] ?? [])));
    return { positive, negative, counts };
  });
}

export function exclusionResult(setting: ExclusionSetting, pairs: readonly PairCounts[]): ExclusionResult {
  const modes = MODE_IDS.filter((mode) => pairs.some(({ counts }) => counts[mode]));
  const all = (mode: GuidanceMode) => sum(pairs.flatMap(({ counts }) => counts[mode] ?? []));
  return {
    ...setting,
    modes: byMode(modes, (mode) => figures(all(mode))),
    perPair: pairs.map(({ positive, negative, counts }) => ({
      positive,
      negative,
      ...byMode(modes, (mode) => figures(counts[mode] ?? sum([]))),
    })),
  };
}

/** In the order of the registry, whatever the order of `modes`. */
export function byMode<Value>(
  modes: readonly GuidanceMode[],
  of: (mode: GuidanceMode) => Value,
): ByMode<Value> {
  const known = MODE_IDS.filter((mode) => modes.includes(mode));
  return Object.fromEntries(known.map((mode) => [mode, of(mode)]));
}
