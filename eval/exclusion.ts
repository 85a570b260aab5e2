// Exclusion suite: how often the unwanted feature is absent, and how often the wanted subject is there, per guidance mode.

import type { ImageEngine } from '../src/protocol/engine.ts';
import type { GuidanceMode } from '../src/protocol/guidance.ts';
import { panesOf } from '../src/protocol/panesOf.ts';
import type { Classifier } from './classifier.ts';
import { count, figures, type Outcome } from './outcomes.ts';
import { PAIRS, type Pair } from './pairs.ts';

const MODES = ['none', 'nasa', 'cfg'] as const satisfies readonly GuidanceMode[];

type PairOutcomes = Readonly<Record<(typeof MODES)[number], Outcome[]>>;

export interface ExclusionOptions {
  readonly pairs: number;
  readonly seeds: number;
  readonly scale: number;
}

/** Seeds are 0, 1, 2, ...: the same latents for every pair and every mode. */
export async function exclusionSuite(
  engine: ImageEngine,
  classifier: Classifier,
  model: string,
  options: ExclusionOptions,
) {
  const pairs = PAIRS.slice(0, options.pairs);
  const results: { pair: Pair; outcomes: PairOutcomes }[] = [];
  for (const pair of pairs) {
    const outcomes: PairOutcomes = { none: [], nasa: [], cfg: [] };
    for (let seed = 0; seed < options.seeds; seed++)
      await drawAndJudge(engine, classifier, pair, seed, options.scale, outcomes);
    results.push({ pair, outcomes });
  }
  return {
    suite: 'exclusion',
    model,
    pairs: pairs.length,
    seeds: options.seeds,
    scale: options.scale,
    modes: figuresOf((mode) => results.flatMap(({ outcomes }) => outcomes[mode])),
    perPair: results.map(({ pair, outcomes }) => ({
      positive: pair.positive,
      negative: pair.negative,
      ...figuresOf((mode) => outcomes[mode]),
    })),
  };
}

async function drawAndJudge(
  engine: ImageEngine,
  classifier: Classifier,
  pair: Pair,
  seed: number,
  scale: number,
  outcomes: PairOutcomes,
) {
  await engine.generate({
    positive: pair.positive,
    negative: pair.negative,
    scale,
    seed,
    panes: panesOf(MODES),
  });
  let hadFeature = false;
  for (const mode of MODES) {
    const verdict = await classifier.judge(await engine.readPixels(mode));
    const excluded = classifier.excludes(verdict, pair.feature);
    if (mode === 'none') hadFeature = !excluded;
    outcomes[mode].push({ excluded, kept: classifier.keeps(verdict, pair.keep), hadFeature });
  }
}

function figuresOf(of: (mode: (typeof MODES)[number]) => readonly Outcome[]) {
  const one = (mode: (typeof MODES)[number]) => figures(count(of(mode)));
  return { none: one('none'), nasa: one('nasa'), cfg: one('cfg') };
}
