// The attention kernel against float64, on the adapter at hand.

import { compareArrays } from '../../lib/compare.ts';
import { makeProblem, runAttention, adapterProfile } from '../testing/attention.ts';
import { testFloatTypes } from '../testing/gpu.ts';
import { nasaCrossAttentionReference } from './nasaCrossAttention.ref.ts';

testFloatTypes('first', async (type) => {
  for (const isSoftware of [true, false])
  for (const [headSize, T] of [[32, 5], [64, 77], [24, 25], [160, 77]]) {
    const problem = makeProblem({ type, queries: 33, heads: 2, headSize, positiveKeys: T, negativeKeys: 7, scale: 0.7, masked: headSize === 24 });
    const t=performance.now();
    const out = await runAttention(type, problem, {profile: {...adapterProfile(), isSoftware}});
    console.log(isSoftware, type, headSize, T, performance.now()-t, compareArrays(out, nasaCrossAttentionReference(problem), {relativeRms: 0})?.message);
  }
});
