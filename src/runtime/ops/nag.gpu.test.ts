// NAG's two passes against float64 on the adapter at hand, inside poisoned buffers. Element types differ in whether keys
// are masked, so that there is a kernel of each kind and no more than two to compile.

import { afterAll, describe, expect, test } from 'vitest';
import { compareArrays } from '../../lib/compare.ts';
import { adapterProfile, makeProblem, runAttention, type AttentionCase } from '../testing/attention.ts';
import {
  bits,
  drawCase,
  EMPTY,
  expectClose,
  maskNegative,
  poisonMasked,
  poisonNegative,
  reverseTokens,
} from '../testing/attentionCases.ts';
import { expectHealthyDevice, testFloatTypes, type FloatType } from '../testing/gpu.ts';
import { mulberry32 } from '../../lib/mulberry32.ts';
import { pick } from '../testing/random.ts';
import type { AttentionProblem } from './attention.ref.ts';
import { nagReference } from './nag.ref.ts';
import type { GpuProfile, NagGuidance } from './types.ts';

interface Kernel {
  readonly profile: GpuProfile;
  readonly headSizes: readonly number[];
  /** Tokens of each prompt. */
  readonly longest: number;
}

const KERNELS: Readonly<Record<string, Kernel>> = {
  serial: { profile: { ...adapterProfile(), isSoftware: true }, headSizes: [4, 40, 64, 160], longest: 80 },
  // Long prompts go through 16 KiB of workgroup memory in chunks.
  tiled: {
    profile: { ...adapterProfile(), isSoftware: false, workgroupBytes: 16384 },
    headSizes: [40],
    longest: 512,
  },
};

const FUZZ_CASES = 10;
const NONE = { mode: 'none' } as const;
const NAG: NagGuidance = { mode: 'nag', scale: 4, tau: 1.5, alpha: 0.4 };

afterAll(expectHealthyDevice);

describe.each(Object.entries(KERNELS))('%s kernel', (_name, { profile, headSizes, longest }) => {
  const run = (type: FloatType, problem: AttentionProblem, frame: NagGuidance = NAG) =>
    runAttention(type, problem, frame, profile);
  const plain = (problem: AttentionProblem) => runAttention('float32', problem, NONE, profile);
  const base = {
    type: 'float32',
    queries: 37,
    heads: 3,
    headSize: headSizes.at(-1)!,
    positiveKeys: 13,
    negativeKeys: 6,
    masked: true,
  } as const;

  testFloatTypes('agrees with float64 on random shapes, and reads no masked token', async (type) => {
    for (let seed = 1; seed <= FUZZ_CASES; seed++) {
      const masked = type === 'float32';
      const drawn: AttentionCase = { ...drawCase(seed, headSizes, longest), type, masked };
      const problem = makeProblem(drawn);
      const guidance = drawGuidance(seed);
      const actual = await run(type, poisonMasked(problem), guidance);
      expectClose(type, actual, nagReference(problem, guidance), JSON.stringify([drawn, guidance]));
    }
  });

  test('an empty or fully masked negative prompt and alpha 0 are none, bit for bit, whatever tau is', async () => {
    const problem = makeProblem(base);
    const none = bits(await plain(problem));
    const weak = { ...NAG, tau: 0.3 };
    expect(bits(await run('float32', { ...problem, negative: { ...EMPTY, mask: [] } }, weak))).toEqual(none);
    expect(bits(await run('float32', poisonMasked(maskNegative(problem)), weak))).toEqual(none);
    expect(bits(await run('float32', poisonNegative(problem), { ...weak, alpha: 0 }))).toEqual(none);
  });

  test('phi 0 is none', async () => {
    const problem = makeProblem(base);
    const result = await run('float32', problem, { ...NAG, scale: 0 });
    expect(compareArrays(result, await plain(problem))).toBeUndefined();
  });

  test('a Z+ of nothing but zeros gives zeros, not NaN', async () => {
    const problem = makeProblem(base);
    const { positive } = problem;
    const zero = { ...positive, value: new Float32Array(positive.value.length) };
    for (const given of [
      { ...problem, positive: zero },
      { ...problem, positive: { ...EMPTY, mask: [] } },
    ]) {
      const result = await run('float32', given);
      expect(compareArrays(result, new Float32Array(result.length))).toBeUndefined();
    }
  });

  test('the bound reaches over all heads of a token', async () => {
    const problem = makeProblem(base);
    // Values of one head alone, times 50: their norm has to bind the other heads too.
    const loud = (values: ArrayLike<number>) =>
      Array.from(values, (v, i) => (i % (base.heads * base.headSize) < base.headSize ? 50 * v : v));
    const negative = { ...problem.negative, value: loud(problem.negative.value) };
    const given = { ...problem, negative };
    expectClose('float32', await run('float32', given), nagReference(given, NAG), 'one loud head');
  });

  test('the order of tokens does not matter, and the same inputs give the same bits', async () => {
    const problem = makeProblem({ ...base, masked: false });
    const ones = (count: number) => new Int32Array(count).fill(1);
    const positive = { ...reverseTokens(problem, problem.positive), mask: ones(problem.positive.count) };
    const negative = { ...problem.negative, mask: ones(problem.negative.count) };
    const reversed = await run('float32', { ...problem, positive, negative });
    expectClose('float32', reversed, nagReference(problem, NAG), 'reversed');
    expect(bits(await run('float32', { ...problem, positive, negative }))).toEqual(bits(reversed));
  });
});

function drawGuidance(seed: number): NagGuidance {
  const next = mulberry32(seed + 2000);
  const [scale, tau, alpha] = [
    pick(next, [0, 2, 4, 10]),
    pick(next, [0.5, 1.5, 2.5]),
    pick(next, [0.125, 0.5, 1]),
  ];
  return { mode: 'nag', scale, tau, alpha };
}
