// Exclusion suite: how often the unwanted feature is absent, and how often the wanted subject is there, per guidance mode.

import type { ImageEngine } from '../src/protocol/engine.ts';
import type { GuidanceMode } from '../src/protocol/guidance.ts';
import type { Classifier } from './classifier.ts';
import { drawAndJudge } from './drawAndJudge.ts';
import {
  byMode,
  countPairs,
  exclusionResult,
  type ByMode,
  type ExclusionResult,
  type TrialOutcomes,
} from './exclusionResult.ts';
import type { Outcome } from './outcomes.ts';
import { PAIRS, type Pair } from './pairs.ts';
import { shardName, trials, type Shard } from './shard.ts';

export interface ExclusionOptions {
  readonly pairs: number;
  readonly seeds: number;
  /** The slider: 1 is what each mode's authors take, except for CFG, whose kappa is 1 more. */
  readonly scale: number;
  /** Besides `none`, which is always drawn: it says where the feature shows. */
  readonly modes: readonly GuidanceMode[];
  readonly shard?: Shard | undefined;
}

/** Seeds are 0, 1, 2, ...: the same latents for every pair and every mode. */
export async function exclusionSuite(
  engine: ImageEngine,
  classifier: Classifier,
  model: string,
  { pairs: limit, seeds, scale, modes, shard }: ExclusionOptions,
): Promise<ExclusionResult> {
  const pairs = PAIRS.slice(0, limit);
  const drawn = [...new Set<GuidanceMode>(['none', ...modes])];
  const outcomes: TrialOutcomes[] = [];
  for (const trial of trials(pairs.length, seeds, shard)) {
    const pair = pairs[trial.pair]!;
    const outcome = await judgePair(engine, classifier, pair, { seed: trial.seed, scale }, drawn);
    outcomes.push({ ...trial, outcomes: outcome });
  }
  const setting = { suite: 'exclusion', model, pairs: pairs.length, seeds, scale } as const;
  const result = exclusionResult(setting, countPairs(pairs, drawn, outcomes));
  return shard ? { ...result, shard: shardName(shard) } : result;
}

/** @param modes `none` first */
async function judgePair(
  engine: ImageEngine,
  classifier: Classifier,
  { positive, negative, feature, keep }: Pair,
  { seed, scale }: { readonly seed: number; readonly scale: number },
  modes: readonly GuidanceMode[],
): Promise<ByMode<Outcome>> {
  const verdicts = await drawAndJudge(engine, classifier, { positive, negative, seed, scale }, modes);
  const hadFeature = !classifier.excludes(verdicts[0]!, feature);
  return byMode(modes, (mode) => {
    const verdict = verdicts[modes.indexOf(mode)]!;
    return {
      excluded: classifier.excludes(verdict, feature),
      kept: classifier.keeps(verdict, keep),
      hadFeature,
    };
  });
}
