// Smoothness suite: 21 positions of the slider from 0 to 1, and how far the picture moves in the judge's features from each to the next.

import type { GuidanceMode } from '../../src/protocol/guidance.ts';
import { PAIRS } from '../data/pairs.ts';
import { drawAndJudge } from '../judge/drawAndJudge.ts';
import { distance } from '../statistics/distances.ts';
import { mean, meanOf } from '../statistics/mean.ts';
import { evenScales, smoothness } from '../statistics/scales.ts';
import type { SuiteContext, SuiteOptions } from './context.ts';
import { byMode, type ByMode } from './exclusionResult.ts';
import { seedsOf } from './shard.ts';

/** Steps of one pair and seed: [step]. */
type Steps = readonly number[];

export async function smoothnessSuite(
  context: SuiteContext,
  { pairs: limit, seeds, modes, scaleCount, lastScale }: SuiteOptions,
) {
  const pairs = PAIRS.slice(0, limit);
  const scales = evenScales(scaleCount, lastScale);
  const paths: ByMode<readonly Steps[]>[] = [];
  for (const [index] of pairs.entries())
    paths.push(await context.remember(`pair ${index}`, () => pathsOf(context, index, seeds, scales, modes)));
  return {
    suite: 'smoothness' as const,
    model: context.model,
    pairs: pairs.length,
    seeds,
    scales,
    modes: byMode(modes, (mode) => figuresOf(paths.flatMap((ofPair) => ofPair[mode] ?? []))),
  };
}

async function pathsOf(
  { engine, classifier }: SuiteContext,
  index: number,
  seeds: number,
  scales: readonly number[],
  modes: readonly GuidanceMode[],
): Promise<ByMode<readonly Steps[]>> {
  const { positive, negative } = PAIRS[index]!;
  const steps = new Map<GuidanceMode, number[][]>(modes.map((mode) => [mode, []]));
  for (const seed of seedsOf(index, seeds)) {
    const ofMode = modes.map((): number[] => []);
    let before: readonly Float32Array[] = [];
    for (const scale of scales) {
      const request = { positive, negative, scale, seed };
      const verdicts = await drawAndJudge(engine, classifier, request, modes);
      const features = verdicts.map((verdict) => verdict.features);
      before.forEach((last, i) => ofMode[i]!.push(distance(last, features[i]!)));
      before = features;
    }
    modes.forEach((mode, i) => steps.get(mode)!.push(ofMode[i]!));
  }
  return byMode(modes, (mode) => steps.get(mode)!);
}

function figuresOf(paths: readonly Steps[]) {
  const count = paths[0]?.length ?? 0;
  const columns = Array.from({ length: count }, (_, at) => paths.map((steps) => steps[at]!));
  return { n: paths.length, steps: columns.map(meanOf), ...smoothness(columns.map(mean)) };
}
