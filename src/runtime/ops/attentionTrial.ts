// A small attention whose results are known, for the self-test of a call's kernels.

import { rounded, waves } from '../knownAnswers.ts';
import type { AttentionBranch, AttentionProblem } from './attention.ref.ts';
import type { AttentionCall } from './attentionCall.ts';
import { nasaCrossAttentionReference } from './nasaCrossAttention.ref.ts';
import type { FrameParameters, KnownAnswer, NumberTensor } from './types.ts';

/** More than one workgroup of any kernel, and no multiple of a tile. */
const QUERIES = 70;
const HEADS = 2;
/** The positive prompt goes through every kernel in chunks; the serial form has room for both in its smallest size. */
const KEYS = { positive: 97, negative: 21 } as const;
const ROOM = 128;

/** Every path through the kernels: none is NASA's positive half. */
const FRAMES: Readonly<Record<'nasa' | 'nag', readonly FrameParameters[]>> = {
  nasa: [
    { mode: 'nasa', scale: 0.75 },
    { mode: 'vsf', scale: 1.5, offset: 0.25 },
  ],
  nag: [{ mode: 'nag', scale: 3, tau: 1.5, alpha: 0.5 }],
};

interface AttentionTrial {
  readonly call: AttentionCall;
  readonly mode: keyof typeof FRAMES;
  readonly inputs: readonly NumberTensor[];
  readonly answers: readonly KnownAnswer[];
}

/**
 * Head size, element type and masks are the call's own, and so are its prompts' lengths where they are long.
 * @param mode `nasa` for the kernel that none and VSF share
 */
export function attentionTrial(call: AttentionCall, mode: keyof typeof FRAMES): AttentionTrial {
  const isLong = call.positiveKeys + call.negativeKeys > ROOM;
  const positiveKeys = isLong ? call.positiveKeys : KEYS.positive;
  const negativeKeys = isLong ? call.negativeKeys : KEYS.negative;
  const { type, headSize } = call;
  const width = HEADS * headSize;
  const lengths = [QUERIES, positiveKeys, positiveKeys, negativeKeys, negativeKeys];
  const inputs: NumberTensor[] = lengths.map((length, i) => ({
    type,
    dims: [1, length, width],
    numbers: rounded(waves(length * width, i + 1), type),
  }));
  const masks = call.masked ? [maskOf(positiveKeys), maskOf(negativeKeys)] : [];
  const small: AttentionCall = {
    ...call,
    outputs: [{ type, dims: [1, QUERIES, width] }],
    batch: 1,
    heads: HEADS,
    queries: QUERIES,
    positiveKeys,
    negativeKeys,
  };
  const problem = problemOf(small, inputs, masks);
  const answers = FRAMES[mode].map((frame) => ({
    frame,
    expected: nasaCrossAttentionReference(problem, frame),
  }));
  return { call: small, mode, inputs: [...inputs, ...masks], answers };
}

/** Every third token is dead. */
function maskOf(count: number): NumberTensor {
  return {
    type: 'int32',
    dims: [1, count],
    numbers: Array.from({ length: count }, (_, t) => (t % 3 ? 1 : 0)),
  };
}

function problemOf(
  { queries, heads, headSize, softmaxScale, positiveKeys, negativeKeys }: AttentionCall,
  inputs: readonly NumberTensor[],
  [positiveMask, negativeMask]: readonly NumberTensor[],
): AttentionProblem {
  const [query, positiveKey, positiveValue, negativeKey, negativeValue] = inputs.map(
    ({ numbers }) => numbers,
  );
  const branch = (
    count: number,
    key: ArrayLike<number> = [],
    value: ArrayLike<number> = [],
    mask?: NumberTensor,
  ): AttentionBranch => ({ count, key, value, mask: mask?.numbers });
  return {
    batch: 1,
    queries,
    heads,
    headSize,
    softmaxScale,
    query: query ?? [],
    positive: branch(positiveKeys, positiveKey, positiveValue, positiveMask),
    negative: branch(negativeKeys, negativeKey, negativeValue, negativeMask),
  };
}
