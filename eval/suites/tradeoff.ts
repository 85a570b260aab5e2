// Trade-off suite (NegGenBench's triple as curves): gone, kept and undamaged along the slider, for every mode. One scale each would
// compare modes at unlike strengths.

import type { SuiteContext, SuiteOptions } from './context.ts';
import { exclusionSuite } from './exclusion.ts';
import { byMode, type ExclusionResult } from './exclusionResult.ts';
import { evenScales } from '../statistics/scales.ts';

/** The exclusion suite at every scale. */
export async function tradeoffSuite(
  context: SuiteContext,
  { pairs, seeds, modes, scaleCount, lastScale }: SuiteOptions,
) {
  const results: ExclusionResult[] = [];
  for (const scale of evenScales(scaleCount, lastScale)) {
    const remember: SuiteContext['remember'] = (part, compute) =>
      context.remember(`scale ${scale}, ${part}`, compute);
    results.push(await exclusionSuite({ ...context, remember }, { pairs, seeds, modes, scale }));
  }
  return {
    suite: 'tradeoff' as const,
    model: context.model,
    pairs: results[0]!.pairs,
    seeds,
    curves: byMode(modes, (mode) => results.map(({ scale, modes: all }) => ({ scale, ...all[mode]! }))),
  };
}

export type TradeoffResult = Awaited<ReturnType<typeof tradeoffSuite>>;
