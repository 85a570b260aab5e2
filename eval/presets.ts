// Presets suite: seeds of each pair that make the point, for src/app/presets.ts. A person still looks before one is chosen.

import type { ImageEngine } from '../src/protocol/engine.ts';
import type { Classifier, Verdict } from './classifier.ts';
import { drawAndJudge } from './drawAndJudge.ts';
import { PAIRS, type Pair } from './pairs.ts';

export async function presetsSuite(
  engine: ImageEngine,
  classifier: Classifier,
  model: string,
  { pairs, seeds, scale }: { readonly pairs: number; readonly seeds: number; readonly scale: number },
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
  return { suite: 'presets', model, scale, seedsTried: seeds, pairs: found };
}

/** The unguided picture shows the unwanted thing, the guided one does not, both show the subject, and all else reads the same. */
function makesThePoint(classifier: Classifier, pair: Pair, plain: Verdict, guided: Verdict): boolean {
  const { feature, keep } = pair;
  if (classifier.excludes(plain, feature) || !classifier.excludes(guided, feature)) return false;
  if (!classifier.keeps(plain, keep) || !classifier.keeps(guided, keep)) return false;
  const others = Object.keys(plain.values).filter((head) => !('head' in feature) || feature.head !== head);
  return others.every((head) => plain.values[head] === guided.values[head]);
}
