// Trade-off suite: excluded against kept along the slider, for every mode. One scale each would compare modes at unlike strengths.

import type { ImageEngine } from '../src/protocol/engine.ts';
import type { Classifier } from './classifier.ts';
import { exclusionSuite, type ExclusionOptions } from './exclusion.ts';
import { byMode, type ExclusionResult } from './exclusionResult.ts';

export interface TradeoffOptions extends Omit<ExclusionOptions, 'scale' | 'shard'> {
  readonly scales: readonly number[];
}

/** The exclusion suite at every scale. */
export async function tradeoffSuite(
  engine: ImageEngine,
  classifier: Classifier,
  model: string,
  { scales, ...options }: TradeoffOptions,
) {
  const results: ExclusionResult[] = [];
  for (const scale of scales)
    results.push(await exclusionSuite(engine, classifier, model, { ...options, scale }));
  return {
    suite: 'tradeoff',
    model,
    pairs: results[0]!.pairs,
    seeds: options.seeds,
    curves: byMode(options.modes, (mode) => results.map(({ scale, modes }) => ({ scale, ...modes[mode] }))),
  };
}
