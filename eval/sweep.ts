// Sweep suite (the paper's Fig. 7): one quality negative, and what the slider does to sharpness, to the subject, and how evenly.

import type { ImageEngine } from '../src/protocol/engine.ts';
import type { GuidanceMode } from '../src/protocol/guidance.ts';
import type { Classifier, Verdict } from './classifier.ts';
import { drawAndJudge } from './drawAndJudge.ts';
import { byMode } from './exclusionResult.ts';
import { distance, smoothness } from './scales.ts';
import { share } from './share.ts';

const POSITIVES = ['cat', 'strawberry', 'rocket', 'penguin'] as const;

/** Words of our own: the judge has a value for each. */
const NEGATIVE = 'blurry, pixelated, low resolution';

export interface SweepOptions {
  readonly seeds: number;
  /** From 0 upwards, two at least. */
  readonly scales: readonly number[];
  readonly modes: readonly GuidanceMode[];
}

/** What the judge saw of one subject and seed: [mode][scale]. */
interface Strip {
  readonly positive: string;
  readonly verdicts: readonly (readonly Verdict[])[];
}

/** Seeds are 0, 1, 2, ..., the same for every subject, scale and mode. */
export async function sweepSuite(
  engine: ImageEngine,
  classifier: Classifier,
  model: string,
  { seeds, scales, modes }: SweepOptions,
) {
  const strips: Strip[] = [];
  for (const positive of POSITIVES)
    for (let seed = 0; seed < seeds; seed++) {
      const columns: Verdict[][] = [];
      for (const scale of scales) {
        const request = { positive, negative: NEGATIVE, scale, seed };
        columns.push(await drawAndJudge(engine, classifier, request, modes));
      }
      strips.push({ positive, verdicts: modes.map((_, mode) => columns.map((column) => column[mode]!)) });
    }
  return {
    suite: 'sweep',
    model,
    positives: POSITIVES,
    negative: NEGATIVE,
    seeds,
    modes: byMode(modes, (mode) => curve(classifier, scales, strips, modes.indexOf(mode))),
  };
}

function curve(classifier: Classifier, scales: readonly number[], strips: readonly Strip[], mode: number) {
  const points = scales.map((scale, at) => {
    const kept = share(strips, ({ positive, verdicts }) => classifier.keeps(verdicts[mode]![at]!, positive));
    const clean = share(strips, ({ verdicts }) => verdicts[mode]![at]!.values.quality === 'clean');
    return {
      scale,
      kept: kept.value,
      kept95: kept.interval,
      /** Neither blurry nor pixelated, grayscale or dark. */
      clean: clean.value,
      clean95: clean.interval,
      n: strips.length,
    };
  });
  const steps = scales.slice(1).map((_, at) => meanStep(strips, mode, at));
  return { points, steps, ...smoothness(steps) };
}

/** From scale `at` to the next, over all subjects and seeds. */
function meanStep(strips: readonly Strip[], mode: number, at: number): number {
  const steps = strips.map(({ verdicts }) =>
    distance(verdicts[mode]![at]!.features, verdicts[mode]![at + 1]!.features),
  );
  return steps.reduce((total, step) => total + step, 0) / steps.length;
}
