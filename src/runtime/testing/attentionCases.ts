// Cases, poisons and tolerances that the GPU tests of the attention kernels share.

import { expect } from 'vitest';
import { compareArrays } from '../../lib/compare.ts';
import type { AttentionBranch, AttentionProblem } from '../ops/attention.ref.ts';
import type { AttentionCase } from './attention.ts';
import type { FloatType } from './gpu.ts';
import { mulberry32 } from '../../lib/mulberry32.ts';
import { pick } from './random.ts';

const RELATIVE_RMS: Readonly<Record<FloatType, number>> = { float32: 1e-5, float16: 1e-3 };

/** A random shape. @param longest bounds the tokens of each prompt */
export function drawCase(
  seed: number,
  headSizes: readonly number[],
  longest: number,
): Omit<AttentionCase, 'type'> {
  const next = mulberry32(seed);
  const lengths = [0, 1, 3, 15, 16, 17, 25, 76, 77, 78, 80, 81, 120, 154, 256, 512];
  const queries = pick(next, [1, 15, 16, 31, 32, 33, 63, 64, 65, 255]);
  const allowed = lengths.filter((length) => length <= longest);
  return {
    seed,
    queries,
    batch: pick(next, [1, 2]),
    heads: queries > 64 ? 1 : pick(next, [1, 2, 3, 5]),
    headSize: pick(next, headSizes),
    positiveKeys: pick(next, allowed),
    negativeKeys: pick(next, allowed),
    amplitude: pick(next, [1, 2.5]),
  };
}

/** Fails where a result of the type is further from float64 than the type explains. */
export function expectClose(
  type: FloatType,
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  what: string,
): void {
  const largest = Array.from(expected).reduce((max, value) => Math.max(max, Math.abs(value)), 0);
  const maxAbs = (type === 'float16' ? 4e-3 : 2e-5) * Math.max(1, largest);
  const relativeRms = largest === 0 ? Infinity : RELATIVE_RMS[type];
  expect(compareArrays(actual, expected, { relativeRms, maxAbs }), what).toBeUndefined();
}

export const bits = (values: Float32Array) => Array.from(new Uint32Array(values.buffer));

export const EMPTY: AttentionBranch = { key: [], value: [], count: 0 };

/** NaN in all keys and values of the negative prompt. */
export function poisonNegative(problem: AttentionProblem): AttentionProblem {
  const { negative } = problem;
  const poison = (values: ArrayLike<number>) => Array.from(values, () => NaN);
  return { ...problem, negative: { ...negative, key: poison(negative.key), value: poison(negative.value) } };
}

/** NaN in the keys and infinity in the values of every masked token. */
export function poisonMasked(problem: AttentionProblem): AttentionProblem {
  const channels = problem.heads * problem.headSize;
  const poisonBranch = (branch: AttentionBranch) => {
    const poisoned = (values: ArrayLike<number>, poison: number) =>
      Array.from(values, (value, i) => (branch.mask?.[Math.floor(i / channels)] === 0 ? poison : value));
    return { ...branch, key: poisoned(branch.key, NaN), value: poisoned(branch.value, Infinity) };
  };
  return { ...problem, positive: poisonBranch(problem.positive), negative: poisonBranch(problem.negative) };
}

/** The same problem with every token of the negative prompt masked. */
export function maskNegative(problem: AttentionProblem): AttentionProblem {
  const { batch, negative } = problem;
  return { ...problem, negative: { ...negative, mask: new Int32Array(batch * negative.count) } };
}

/** Of a batch of 1. */
export function reverseTokens(
  { heads, headSize }: AttentionProblem,
  branch: AttentionBranch,
): AttentionBranch {
  const channels = heads * headSize;
  const reversed = (values: ArrayLike<number>) =>
    Array.from(
      values,
      (_, i) => values[(branch.count - 1 - Math.floor(i / channels)) * channels + (i % channels)] ?? NaN,
    );
  return { ...branch, key: reversed(branch.key), value: reversed(branch.value) };
}
