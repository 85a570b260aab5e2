// Presets suite: seeds of each pair that make the point, for src/app/presets.ts. A person still looks before one is chosen.

import { PAIRS, type Pair } from '../data/pairs.ts';
import type { Classifier, Verdict } from '../judge/classifier.ts';
import { drawAndJudge } from '../judge/drawAndJudge.ts';
import type { SuiteContext, SuiteOptions } from './context.ts';

export async function presetsSuite(
  { engine, classifier, model }: SuiteContext,
  { pairs, seeds, scale }: SuiteOptions,
) {
  const found: { positive: string; negative: string; seeds: number[] }[] = [];
  for (const pair of PAIRS.slice(0, pairs)) {
    const { positive, negative } = pair;
    const good: number[] = [];
    for (let seed = 0; seed < seeds; seed++) {
      const request = { positive, negative, scale, seed };
      const [plain, guided] = await drawAndJudge(engine, classifier, request, ['none', 'nasa']);
      if (makesThePoint(classifier, pair, plain!, guided!)) good.push(seed);
    }
    found.push({ positive, negative, seeds: good });
  }
  return { suite: 'presets' as const, model, scale, seedsTried: seeds, pairs: found };
}

/** The unguided picture shows the unwanted thing, the guided one does not, both show the subject, and all else reads the same. */
export function makesThePoint(
  classifier: Pick<Classifier, 'excludes' | 'keeps'>,
  { feature, keep }: Pair,
  plain: Verdict,
  guided: Verdict,
): boolean {
  if (classifier.excludes(plain, feature) || !classifier.excludes(guided, feature)) return false;
  if (!classifier.keeps(plain, keep) || !classifier.keeps(guided, keep)) return false;
  const asked = 'head' in feature ? feature.head : undefined;
  const isSame = plain.subject === guided.subject; // else a skin tone says nothing: a rose has none
  const others = Object.keys(plain.values).filter((head) => head !== asked && (isSame || head !== 'tone'));
  return others.every((head) => plain.values[head] === guided.values[head]);
}
