// Exclusion suite (the paper's Table 2; with all modes also a triple as NegGenBench's): how often the unwanted feature is absent, the
// wanted subject there, and the picture not damaged, per guidance mode.

import type { GuidanceMode } from '../../src/protocol/guidance.ts';
import { PAIRS, type Pair } from '../data/pairs.ts';
import { drawAndJudge } from '../judge/drawAndJudge.ts';
import type { SuiteContext, SuiteOptions } from './context.ts';
import {
  byMode,
  countPairs,
  exclusionResult,
  type ByMode,
  type ExclusionResult,
  type TrialOutcomes,
} from './exclusionResult.ts';
import type { Outcome } from './outcomes.ts';
import { shardName, trials } from './shard.ts';

export type ExclusionOptions = Pick<SuiteOptions, 'pairs' | 'seeds' | 'scale' | 'modes' | 'shard'>;

/** Besides `modes`, `none` is always drawn: it says where the feature shows. */
export async function exclusionSuite(
  context: SuiteContext,
  { pairs: limit, seeds, scale, modes, shard }: ExclusionOptions,
): Promise<ExclusionResult> {
  const pairs = PAIRS.slice(0, limit);
  const drawn = [...new Set<GuidanceMode>(['none', ...modes])];
  const all = trials(pairs.length, seeds, shard);
  const outcomes: TrialOutcomes[] = [];
  for (const [index, pair] of pairs.entries()) {
    const ofPair = all.filter((trial) => trial.pair === index);
    const judge = async () => {
      const judged: TrialOutcomes[] = [];
      for (const trial of ofPair)
        judged.push({
          ...trial,
          outcomes: await judgePair(context, pair, { seed: trial.seed, scale }, drawn),
        });
      return judged;
    };
    outcomes.push(...(await context.remember(`pair ${index}`, judge)));
  }
  const model = context.model;
  const setting = { suite: 'exclusion', model, pairs: pairs.length, seeds, scale } as const;
  const result = exclusionResult(setting, countPairs(pairs, drawn, outcomes));
  return shard ? { ...result, shard: shardName(shard) } : result;
}

/** @param modes `none` first */
async function judgePair(
  { engine, classifier }: SuiteContext,
  { positive, negative, feature, keep }: Pair,
  { seed, scale }: { readonly seed: number; readonly scale: number },
  modes: readonly GuidanceMode[],
): Promise<ByMode<Outcome>> {
  const verdicts = await drawAndJudge(engine, classifier, { positive, negative, seed, scale }, modes);
  const plain = verdicts[0]!;
  const hadFeature = !classifier.excludes(plain, feature);
  return byMode(modes, (mode) => {
    const verdict = verdicts[modes.indexOf(mode)]!;
    const { quality } = verdict.values;
    return {
      excluded: classifier.excludes(verdict, feature),
      kept: classifier.keeps(verdict, keep),
      intact: quality === 'clean' || quality === plain.values.quality,
      hadFeature,
    };
  });
}
