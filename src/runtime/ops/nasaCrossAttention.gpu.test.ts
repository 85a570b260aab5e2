// The attention kernels against float64 on the adapter at hand, inside poisoned buffers (see testing/attention.ts).

import { afterAll, describe, expect, test } from 'vitest';
import { compareArrays } from '../../lib/compare.ts';
import { adapterProfile, makeProblem, runAttention, type AttentionCase } from '../testing/attention.ts';
import { expectHealthyDevice, testFloatTypes, type FloatType } from '../testing/gpu.ts';
import { pick, uniform } from '../testing/random.ts';
import { nasaCrossAttentionReference, type AttentionProblem } from './nasaCrossAttention.ref.ts';
import type { GpuProfile } from './types.ts';

interface Kernel {
  readonly profile: GpuProfile;
  /** Each costs a compilation, so a few that differ in kind: fewer lanes than 8, exactly 16, more than 32. */
  readonly headSizes: readonly number[];
}

const KERNELS: Readonly<Record<string, Kernel>> = {
  serial: { profile: { ...adapterProfile(), isSoftware: true }, headSizes: [4, 24, 32, 64, 160] },
  tiled: { profile: { ...adapterProfile(), isSoftware: false }, headSizes: [24, 64, 160] },
  // The smallest workgroup memory that WebGPU allows: long prompts go through it in chunks.
  'tiled in 16 KiB': {
    profile: { ...adapterProfile(), isSoftware: false, workgroupBytes: 16384 },
    headSizes: [72],
  },
};

const FUZZ_CASES = 16;
const RELATIVE_RMS: Readonly<Record<FloatType, number>> = { float32: 1e-5, float16: 1e-3 };

afterAll(expectHealthyDevice);

describe.each(Object.entries(KERNELS))('%s kernel', (_name, { profile, headSizes }) => {
  const run = (type: FloatType, problem: AttentionProblem) => runAttention(type, problem, { profile });
  const base = {
    queries: 37,
    heads: 2,
    headSize: headSizes[0] ?? 4,
    positiveKeys: 13,
    negativeKeys: 6,
    scale: 0.7,
  };

  testFloatTypes('agrees with float64 on random shapes', async (type) => {
    for (let seed = 1; seed <= FUZZ_CASES; seed++) {
      const drawn: AttentionCase = { ...drawCase(seed, headSizes), type };
      const problem = makeProblem(drawn);
      expectClose(
        type,
        await run(type, problem),
        nasaCrossAttentionReference(problem),
        JSON.stringify(drawn),
      );
    }
  });

  testFloatTypes('never reads a masked token, even where it holds NaN', async (type) => {
    for (const scale of [0.7, 0]) {
      const problem = makeProblem({ ...base, type, scale, batch: 2, masked: true });
      expectClose(
        type,
        await run(type, poisonMasked(problem)),
        nasaCrossAttentionReference(problem),
        'masked',
      );
    }
  });

  testFloatTypes('a fully masked branch contributes exactly 0', async (type) => {
    const problem = makeProblem({ ...base, type, masked: true });
    const masked = { ...problem.negative, mask: new Int32Array(problem.negative.count) };
    const without = await runAttention(type, problem, { profile, mode: 'none' });
    expect(
      compareArrays(await run(type, poisonMasked({ ...problem, negative: masked })), without),
    ).toBeUndefined();
  });

  testFloatTypes('scale 0, an empty negative prompt and mode none are the same bits', async (type) => {
    const problem = makeProblem({ ...base, type });
    const none = bits(await runAttention(type, problem, { profile, mode: 'none' }));
    const empty = { ...problem, negative: { key: [], value: [], count: 0 } };
    expect(bits(await run(type, { ...problem, scale: 0 }))).toEqual(none);
    expect(bits(await run(type, { ...poisonNegative(problem), scale: 0 }))).toEqual(none);
    expect(bits(await run(type, empty))).toEqual(none);
    const plain = { ...problem, scale: 0 };
    expectClose(type, await run(type, plain), nasaCrossAttentionReference(plain), 'plain attention');
  });

  testFloatTypes('an empty positive prompt leaves the negative branch alone', async (type) => {
    const problem = { ...makeProblem({ ...base, type }), positive: { key: [], value: [], count: 0 } };
    expectClose(type, await run(type, problem), nasaCrossAttentionReference(problem), 'negative only');
    const nothing = await runAttention(type, problem, { profile, mode: 'none' });
    expect(compareArrays(nothing, new Float32Array(nothing.length))).toBeUndefined();
  });

  test('equal branches at scale 1 cancel', async () => {
    const problem = makeProblem({ ...base, type: 'float32', scale: 1 });
    const result = await run('float32', { ...problem, negative: problem.positive });
    expect(compareArrays(result, new Float32Array(result.length), { maxAbs: 2e-6 })).toBeUndefined();
  });

  test('swapping the branches at scale 1 flips the sign', async () => {
    const problem = makeProblem({ ...base, type: 'float32', scale: 1 });
    const swapped = { ...problem, positive: problem.negative, negative: problem.positive };
    const flipped = (await run('float32', swapped)).map((value) => -value);
    expectClose('float32', flipped, await run('float32', problem), 'swapped');
  });

  test('the order of tokens does not matter', async () => {
    const problem = makeProblem({ ...base, type: 'float32' });
    const reversed = { ...problem, positive: reverseTokens(problem, problem.positive) };
    expectClose('float32', await run('float32', reversed), await run('float32', problem), 'reversed');
  });

  test('large scores neither overflow nor lose the maximum', async () => {
    const problem = makeProblem({ ...base, type: 'float32', amplitude: 30 });
    expectClose(
      'float32',
      await run('float32', problem),
      nasaCrossAttentionReference(problem),
      'amplitude 30',
    );
  });

  testFloatTypes('the same inputs give the same bits', async (type) => {
    const problem = makeProblem({ ...base, type, queries: 65, positiveKeys: 97 });
    expect(bits(await run(type, problem))).toEqual(bits(await run(type, problem)));
  });

  test('a whole 64 x 64 latent with CLIP prompts', async () => {
    const shape = {
      queries: 4097,
      heads: 1,
      headSize: headSizes[1] ?? 72,
      positiveKeys: 77,
      negativeKeys: 77,
      scale: 0.5,
    };
    const problem = makeProblem({ ...shape, type: 'float32' });
    expectClose('float32', await run('float32', problem), nasaCrossAttentionReference(problem), 'S = 4097');
  });
});

/** SD1.5 has them. From 1024 queries on, workgroups are large; 16 KiB of memory is the least that WebGPU allows. */
describe.each([40, 80, 160])('heads of %i channels and many queries', (headSize) => {
  testFloatTypes('agree with float64', async (type) => {
    const shape = { queries: 1030, heads: 1, headSize, positiveKeys: 77, negativeKeys: 81, scale: 0.35 };
    const problem = makeProblem({ ...shape, type });
    const workgroupBytes = type === 'float32' ? 16384 : 32768;
    const profile = { ...adapterProfile(), isSoftware: false, workgroupBytes };
    const actual = await runAttention(type, problem, { profile });
    expectClose(type, actual, nasaCrossAttentionReference(problem), `${workgroupBytes} bytes`);
  });
});

function drawCase(seed: number, headSizes: readonly number[]): Omit<AttentionCase, 'type'> {
  const next = uniform(seed);
  const lengths = [0, 1, 3, 15, 16, 17, 25, 76, 77, 78, 80, 81, 120, 154, 256];
  const queries = pick(next, [1, 15, 16, 31, 32, 33, 63, 64, 65, 255]);
  return {
    seed,
    queries,
    batch: pick(next, [1, 2]),
    heads: queries > 64 ? 1 : pick(next, [1, 2, 3, 5]),
    headSize: pick(next, headSizes),
    positiveKeys: pick(next, lengths),
    negativeKeys: pick(next, lengths),
    scale: pick(next, [0, 0.5, 1, 10, -0.7]),
    amplitude: pick(next, [1, 2.5]),
  };
}

function expectClose(
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

const bits = (values: Float32Array) => Array.from(new Uint32Array(values.buffer));

function poisonNegative(problem: AttentionProblem): AttentionProblem {
  const { key, value, count } = problem.negative;
  const poison = (values: ArrayLike<number>) => Array.from(values, () => NaN);
  return { ...problem, negative: { key: poison(key), value: poison(value), count } };
}

/** NaN in the keys and values of every masked token. */
function poisonMasked(problem: AttentionProblem): AttentionProblem {
  const channels = problem.heads * problem.headSize;
  const poison = (branch: AttentionProblem['positive']) => {
    const poisoned = (values: ArrayLike<number>) =>
      Array.from(values, (value, i) => (branch.mask?.[Math.floor(i / channels)] === 0 ? NaN : value));
    return { ...branch, key: poisoned(branch.key), value: poisoned(branch.value) };
  };
  return { ...problem, positive: poison(problem.positive), negative: poison(problem.negative) };
}

/** Of a batch of 1. */
function reverseTokens({ heads, headSize }: AttentionProblem, branch: AttentionProblem['positive']) {
  const channels = heads * headSize;
  const reversed = (values: ArrayLike<number>) =>
    Array.from(
      values,
      (_, i) => values[(branch.count - 1 - Math.floor(i / channels)) * channels + (i % channels)] ?? NaN,
    );
  return { ...branch, key: reversed(branch.key), value: reversed(branch.value) };
}
