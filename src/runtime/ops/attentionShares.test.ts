// Shares of attention against the reference: with the unit matrix for values, attention is its own softmax.

import { expect, it } from 'vitest';
import { compareArrays } from '../../lib/compare.ts';
import { attend, type AttentionBranch, type AttentionProblem } from './attention.ref.ts';
import { addShares, type KeyBranch } from './attentionShares.ts';

const SIZES = { queries: 3, heads: 2, headSize: 4, softmaxScale: 0.5 };
const numbers = (count: number, start: number) =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(start + 1.7 * i) * 2);

const query = numbers(SIZES.queries * 8, 0);
const OFFSET = 0.4;

/** [T, N*H]: 1 where the channel of each head has the number of the token, counted from `first`. */
const units = (count: number, first: number): Float32Array =>
  Float32Array.from({ length: count * 8 }, (_, i) => (i % 4 === Math.floor(i / 8) + first ? 1 : 0));

const branch = (count: number, start: number, first: number): AttentionBranch => ({
  key: numbers(count * 8, start),
  value: units(count, first),
  count,
});

const shares = (count: number) => Array.from({ length: count }, () => new Float64Array(SIZES.queries));
const keysOf = ({ key, count }: AttentionBranch, shift = 0): KeyBranch => ({
  key: key as Float32Array,
  shift,
  shares: shares(count),
});

/** [S, H]: the mean over heads of what the reference reads. */
function meanOverHeads(output: Float64Array): Float64Array {
  const at = (row: number, head: number, channel: number) => output[(row * 2 + head) * 4 + channel]!;
  return Float64Array.from({ length: SIZES.queries * 4 }, (_, i) => {
    const [row, channel] = [Math.floor(i / 4), i % 4];
    return (at(row, 0, channel) + at(row, 1, channel)) / 2;
  });
}

/** The shares of both, by row, tokens of the second behind those of the first. */
const asRows = (...branches: readonly KeyBranch[]): Float64Array => {
  const maps = branches.flatMap(({ shares: all }) => all);
  return Float64Array.from({ length: SIZES.queries * 4 }, (_, i) => maps[i % 4]?.[Math.floor(i / 4)] ?? 0);
};

const two = branch(2, 5, 0);
const more = branch(2, 9, 2);
const problem: AttentionProblem = { ...SIZES, batch: 1, query, positive: two, negative: more };

it('one prompt', () => {
  const actual = keysOf(two);
  addShares(SIZES, query, [actual]);
  const expected = attend(problem, [{ branch: two, shift: 0, factor: 1 }]);
  expect(compareArrays(asRows(actual), meanOverHeads(expected), { maxAbs: 1e-12 })).toBeUndefined();
});

it('two prompts in one softmax, one of them shifted', () => {
  const actual = [keysOf(two), keysOf(more, -OFFSET)] as const;
  addShares(SIZES, query, actual);
  const expected = attend(problem, [
    { branch: two, shift: 0, factor: 1 },
    { branch: more, shift: -OFFSET, factor: 1 },
  ]);
  expect(compareArrays(asRows(...actual), meanOverHeads(expected), { maxAbs: 1e-12 })).toBeUndefined();
});

it('calls add up', () => {
  const actual = keysOf(two);
  for (let call = 0; call < 3; call++) addShares(SIZES, query, [actual]);
  for (let row = 0; row < SIZES.queries; row++)
    expect(actual.shares[0]![row]! + actual.shares[1]![row]!).toBeCloseTo(3, 12);
});
