// How much each query reads of each key: the softmax of attention by itself, without its values, in float64.

import type { AttentionCall } from './attentionCall.ts';

/** Keys of one prompt, and where their shares go. */
export interface KeyBranch {
  /** [1, T, N*H] */
  readonly key: Float32Array;
  /** Added to its scores. */
  readonly shift: number;
  /** By token, [S]: the mean over heads is added. */
  readonly shares: readonly Float64Array[];
}

type Sizes = Pick<AttentionCall, 'queries' | 'heads' | 'headSize' | 'softmaxScale'>;

/**
 * Adds softmax(Q [K_0, K_1, ...]^T * c + shift), averaged over heads, to the shares of each branch.
 * @param query [1, S, N*H]
 * @param branches share one softmax
 */
export function addShares(sizes: Sizes, query: Float32Array, branches: readonly KeyBranch[]): void {
  const { queries, heads, headSize, softmaxScale } = sizes;
  const tokens = branches.flatMap(({ key, shift, shares }) =>
    shares.map((share, token) => ({ key, shift, share, token })),
  );
  const scores = new Float64Array(tokens.length);
  for (let row = 0; row < queries; row++) {
    for (let head = 0; head < heads; head++) {
      const q = (row * heads + head) * headSize;
      for (const [i, { key, shift, token }] of tokens.entries()) {
        const k = (token * heads + head) * headSize;
        let dot = 0;
        for (let c = 0; c < headSize; c++) dot += query[q + c]! * key[k + c]!;
        scores[i] = dot * softmaxScale + shift;
      }
      softmax(scores);
      for (const [i, { share }] of tokens.entries()) share[row]! += scores[i]! / heads;
    }
  }
}

/** In place. */
function softmax(scores: Float64Array): void {
  const max = scores.reduce((most, score) => Math.max(most, score), -Infinity);
  let sum = 0;
  for (let i = 0; i < scores.length; i++) sum += scores[i] = Math.exp(scores[i]! - max);
  for (let i = 0; i < scores.length; i++) scores[i]! /= sum;
}
