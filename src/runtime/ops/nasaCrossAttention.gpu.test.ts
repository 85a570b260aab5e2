// The fused kernels of none, NASA and VSF against float64 on the adapter at hand, inside poisoned buffers.

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
import { attendBranch, type AttentionProblem } from './attention.ref.ts';
import { nasaCrossAttentionReference } from './nasaCrossAttention.ref.ts';
import type { FrameParameters, GpuProfile } from './types.ts';

interface Kernel {
  readonly profile: GpuProfile;
  /** Each costs a compilation, so a few that differ in kind: fewer lanes than 8, exactly 16, more than 32. */
  readonly headSizes: readonly number[];
  /** Tokens of each prompt in the fuzz: more of them are another, slower compilation of the serial kernel. */
  readonly longest: number;
}

const KERNELS: Readonly<Record<string, Kernel>> = {
  serial: {
    profile: { ...adapterProfile(), isSoftware: true },
    headSizes: [4, 24, 32, 64, 160],
    longest: 80,
  },
  tiled: { profile: { ...adapterProfile(), isSoftware: false }, headSizes: [24, 64, 160], longest: 256 },
  // The smallest workgroup memory that WebGPU allows: long prompts go through it in chunks.
  'tiled in 16 KiB': {
    profile: { ...adapterProfile(), isSoftware: false, workgroupBytes: 16384 },
    headSizes: [72],
    longest: 256,
  },
};

const FUZZ_CASES = 16;
const NONE: FrameParameters = { mode: 'none' };
const NASA: FrameParameters = { mode: 'nasa', scale: 0.7 };
const VSF: FrameParameters = { mode: 'vsf', scale: 1.7, offset: 0.3 };

afterAll(expectHealthyDevice);

describe.each(Object.entries(KERNELS))('%s kernel', (_name, { profile, headSizes, longest }) => {
  const run = (type: FloatType, problem: AttentionProblem, frame: FrameParameters) =>
    runAttention(type, problem, frame, profile);
  const check = async (type: FloatType, problem: AttentionProblem, frame: FrameParameters, what: string) =>
    expectClose(
      type,
      await run(type, problem, frame),
      nasaCrossAttentionReference(problem, frame),
      `${what}, ${JSON.stringify(frame)}`,
    );
  const base = { queries: 37, heads: 2, headSize: headSizes[0] ?? 4, positiveKeys: 13, negativeKeys: 6 };

  testFloatTypes('agrees with float64 on random shapes', async (type) => {
    for (let seed = 1; seed <= FUZZ_CASES; seed++) {
      const drawn: AttentionCase = { ...drawCase(seed, headSizes, longest), type };
      await check(type, makeProblem(drawn), drawGuidance(seed), JSON.stringify(drawn));
    }
  });

  testFloatTypes('never reads a masked token, even where it holds NaN or infinity', async (type) => {
    for (const frame of [NASA, NONE, VSF]) {
      const problem = makeProblem({ ...base, type, batch: 2, masked: true });
      await check(type, poisonMasked(problem), frame, 'masked');
    }
  });

  testFloatTypes('a fully masked negative prompt is none', async (type) => {
    const problem = maskNegative(makeProblem({ ...base, type, masked: true }));
    const without = await run(type, problem, NONE);
    for (const frame of [NASA, VSF]) {
      const masked = await run(type, poisonMasked(problem), frame);
      expect(compareArrays(masked, without), frame.mode).toBeUndefined();
    }
  });

  testFloatTypes('guidance that is off and an empty negative prompt are none, bit for bit', async (type) => {
    const problem = makeProblem({ ...base, type });
    const none = bits(await run(type, problem, NONE));
    const empty = { ...problem, negative: EMPTY };
    expect(bits(await run(type, problem, { mode: 'nasa', scale: 0 }))).toEqual(none);
    expect(bits(await run(type, poisonNegative(problem), { mode: 'nasa', scale: 0 }))).toEqual(none);
    expect(bits(await run(type, poisonNegative(problem), NONE))).toEqual(none);
    expect(bits(await run(type, empty, NASA))).toEqual(none);
    expect(bits(await run(type, empty, VSF))).toEqual(none);
    await check(type, problem, NONE, 'plain attention');
  });

  testFloatTypes('an empty positive prompt leaves the negative branch alone', async (type) => {
    const problem = { ...makeProblem({ ...base, type }), positive: EMPTY };
    for (const frame of [NASA, VSF]) await check(type, problem, frame, 'negative only');
    const nothing = await run(type, problem, NONE);
    expect(compareArrays(nothing, new Float32Array(nothing.length))).toBeUndefined();
  });

  test('VSF without offset is W Z+ - alpha (1 - W) Z-, W being the share of the softmax that K+ takes', async () => {
    const problem = makeProblem({ ...base, type: 'float32' });
    const actual = await run('float32', problem, { mode: 'vsf', scale: 2, offset: 0 });
    const away = attendBranch(problem, problem.negative);
    const share = positiveShares(problem);
    const expected = attendBranch(problem, problem.positive).map(
      (z, i) => share[i]! * z - 2 * (1 - share[i]!) * away[i]!,
    );
    expectClose('float32', actual, expected, 'the identity');
  });

  test('equal branches at scale 1 cancel', async () => {
    const problem = makeProblem({ ...base, type: 'float32' });
    const equal = { ...problem, negative: problem.positive };
    for (const frame of [
      { mode: 'nasa', scale: 1 },
      { mode: 'vsf', scale: 1, offset: 0 },
    ] as const) {
      const result = await run('float32', equal, frame);
      expect(compareArrays(result, new Float32Array(result.length), { maxAbs: 2e-6 })).toBeUndefined();
    }
  });

  test('swapping the branches at scale 1 flips the sign', async () => {
    const problem = makeProblem({ ...base, type: 'float32' });
    const swapped = { ...problem, positive: problem.negative, negative: problem.positive };
    const frame = { mode: 'nasa', scale: 1 } as const;
    const flipped = (await run('float32', swapped, frame)).map((value) => -value);
    expectClose('float32', flipped, await run('float32', problem, frame), 'swapped');
  });

  test('the order of tokens does not matter', async () => {
    const problem = makeProblem({ ...base, type: 'float32' });
    const positive = reverseTokens(problem, problem.positive);
    const negative = reverseTokens(problem, problem.negative);
    for (const frame of [NASA, VSF]) {
      const reversed = await run('float32', { ...problem, positive, negative }, frame);
      expectClose('float32', reversed, await run('float32', problem, frame), 'reversed');
    }
  });

  test('large scores neither overflow nor lose the maximum', async () => {
    const problem = makeProblem({ ...base, type: 'float32', amplitude: 30 });
    for (const frame of [NASA, VSF]) await check('float32', problem, frame, 'amplitude 30');
  });

  testFloatTypes('the same inputs give the same bits', async (type) => {
    const problem = makeProblem({ ...base, type, queries: 65, positiveKeys: 97 });
    for (const frame of [NASA, VSF])
      expect(bits(await run(type, problem, frame))).toEqual(bits(await run(type, problem, frame)));
  });

  test('prompts of 512 tokens', async () => {
    const shape = { ...base, queries: 5, positiveKeys: 512, negativeKeys: 511 };
    const problem = makeProblem({ ...shape, type: 'float32' });
    for (const frame of [NASA, VSF]) await check('float32', problem, frame, 'T = 512');
  });

  test('a whole 64 x 64 latent with CLIP prompts', async () => {
    const headSize = headSizes[1] ?? 72;
    const shape = { queries: 4097, heads: 1, headSize, positiveKeys: 77, negativeKeys: 77 };
    const problem = makeProblem({ ...shape, type: 'float32' });
    for (const frame of [NASA, VSF]) await check('float32', problem, frame, 'S = 4097');
  });
});

/** SD1.5 has them. From 1024 queries on, workgroups are large; 16 KiB of memory is the least that WebGPU allows. */
describe.each([40, 80, 160])('heads of %i channels and many queries', (headSize) => {
  testFloatTypes('agree with float64', async (type) => {
    const shape = { queries: 1030, heads: 1, headSize, positiveKeys: 77, negativeKeys: 81 };
    const problem = makeProblem({ ...shape, type });
    const workgroupBytes = type === 'float32' ? 16384 : 32768;
    const profile = { ...adapterProfile(), isSoftware: false, workgroupBytes };
    for (const frame of [NASA, VSF]) {
      const actual = await runAttention(type, problem, frame, profile);
      const expected = nasaCrossAttentionReference(problem, frame);
      expectClose(type, actual, expected, `${workgroupBytes} bytes, ${frame.mode}`);
    }
  });
});

function drawGuidance(seed: number): FrameParameters {
  const next = mulberry32(seed + 1000);
  if (next() < 0.5) return { mode: 'nasa', scale: pick(next, [0, 0.5, 1, 10, -0.7]) };
  return { mode: 'vsf', scale: pick(next, [0, 1, 3.3]), offset: pick(next, [0, 0.2, 20]) };
}

/** For each output element: sum of exp(q k * c) over the positive keys, by that sum over all keys. */
function positiveShares({ query, heads, headSize, softmaxScale, positive, negative }: AttentionProblem) {
  const channels = heads * headSize;
  const sumOf = (start: number, head: number, { key, count }: AttentionProblem['positive']) => {
    let sum = 0;
    for (let t = 0; t < count; t++) {
      let dot = 0;
      for (let c = 0; c < headSize; c++) dot += query[start + c]! * key[t * channels + head * headSize + c]!;
      sum += Math.exp(dot * softmaxScale);
    }
    return sum;
  };
  return Float64Array.from({ length: query.length }, (_, i) => {
    const start = i - (i % headSize);
    const head = Math.floor((i % channels) / headSize);
    const sum = sumOf(start, head, positive);
    return sum / (sum + sumOf(start, head, negative));
  });
}
