// The same numbers as torch, bit for bit: goldens from torch 2.13.

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { compareArrays } from '../lib/compare.ts';
import { InvalidLengthError, InvalidSeedError } from './errors.ts';
import { golden, unpack, type Packed } from './testing/goldens.ts';
import { TorchGenerator } from './torchRandom.ts';

interface Draw {
  readonly seed: number;
  readonly length: number;
}

const goldens = golden('torchRandom') as {
  readonly cases: readonly (Draw & { readonly values: Packed })[];
  readonly hashes: readonly (Draw & {
    readonly first: Packed;
    readonly last: Packed;
    readonly sum: number;
    readonly sha256: string;
  })[];
  readonly sequence: {
    readonly seed: number;
    readonly lengths: readonly number[];
    readonly values: readonly Packed[];
  };
};

describe('torch.randn', () => {
  it('covers the seeds and shapes that take each path of torch', () => {
    const drawn = goldens.cases.map(({ seed, length }) => `${seed}:${length}`);
    const wanted = [0, 1, 42, 2 ** 32 - 1].flatMap((seed) =>
      [1, 5, 15, 16, 17, 100].map((length) => `${seed}:${length}`),
    );
    expect(drawn).toEqual(wanted);
  });

  it.each(goldens.cases)('seed $seed, $length elements: equal bits', ({ seed, length, values }) => {
    expect(compareArrays(new TorchGenerator(seed).randn(length), unpack(values))).toBeUndefined();
  });

  it.each(goldens.hashes)('seed $seed, $length elements: equal bits, by hash', (expected) => {
    const values = new TorchGenerator(expected.seed).randn(expected.length);
    // These three say more than a hash does when they fail.
    expect(compareArrays(values.subarray(0, 4), unpack(expected.first))).toBeUndefined();
    expect(compareArrays(values.subarray(-4), unpack(expected.last))).toBeUndefined();
    expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(expected.sum, 6);
    expect(createHash('sha256').update(values).digest('hex')).toBe(expected.sha256);
  });

  it('keeps the waiting value of a pair for the next small draw, past large ones', () => {
    const { seed, lengths, values } = goldens.sequence;
    const generator = new TorchGenerator(seed);
    lengths.forEach((length, i) => {
      expect(compareArrays(generator.randn(length), unpack(values[i]!))).toBeUndefined();
    });
  });

  it('counts only the low 32 bits of a seed', () => {
    expect(new TorchGenerator(2 ** 32 + 42).randn(16)).toEqual(new TorchGenerator(42).randn(16));
  });

  it('draws nothing for an empty shape', () => {
    expect(new TorchGenerator(0).randn(0)).toHaveLength(0);
  });

  it.each([-1, 1.5, NaN, 2 ** 53, Infinity])('refuses the seed %d', (seed) => {
    expect(() => new TorchGenerator(seed)).toThrow(InvalidSeedError);
  });

  it.each([-1, 1.5, NaN, Infinity])('refuses %d elements', (length) => {
    expect(() => new TorchGenerator(0).randn(length)).toThrow(InvalidLengthError);
  });
});
