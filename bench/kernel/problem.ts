// The numbers that all arms of one shape get, and how far a result is from float64.

import { float16ToFloat32 } from '../../src/lib/float16.ts';
import { relativeRms, rounded, waves } from '../../src/runtime/knownAnswers.ts';
import { nasaCrossAttentionReference } from '../../src/runtime/ops/nasaCrossAttention.ref.ts';
import { copyToGpu, floatTensor } from '../../src/runtime/values.ts';
import type { GpuRuntime, Precision, Tensor } from '../../src/runtime/index.ts';
import { channelsOf, type AttentionShape } from './shapes.ts';

/** alpha: no round number, so that no arm gets by without multiplying. */
export const SCALE = 0.7;

export const OPERANDS = [
  'query',
  'positive_key',
  'positive_value',
  'negative_key',
  'negative_value',
] as const;

/** About so many rows of a result are compared: the reference takes seconds for all of them. */
const CHECKED_ROWS = 64;

export interface Problem {
  readonly shape: AttentionShape;
  readonly precision: Precision;
  /** By OPERANDS: [1, S or T, C] */
  readonly numbers: readonly Float32Array[];
  /** Row numbers that are compared, and Z of these in float64. */
  readonly rows: readonly number[];
  readonly reference: Float64Array;
}

export function makeProblem(shape: AttentionShape, precision: Precision): Problem {
  const channels = channelsOf(shape);
  const numbers = operandRows(shape).map((rows, phase) =>
    rounded(waves(rows * channels, phase + 1), precision),
  );
  const [
    query = [],
    positiveKey = [],
    positiveValue = [],
    negativeKey = [],
    negativeValue = [],
  ]: ArrayLike<number>[] = numbers;
  // An odd step meets rows of every position within a tile; the last row is one of them.
  const step = Math.max(1, Math.floor(shape.queries / CHECKED_ROWS)) | 1;
  const rows = Array.from(
    { length: Math.ceil(shape.queries / step) },
    (_, i) => shape.queries - 1 - i * step,
  );
  const reference = nasaCrossAttentionReference(
    {
      batch: 1,
      queries: rows.length,
      heads: shape.heads,
      headSize: shape.headSize,
      softmaxScale: 1 / Math.sqrt(shape.headSize),
      query: pickRows(query, rows, channels),
      positive: { key: positiveKey, value: positiveValue, count: shape.positiveKeys },
      negative: { key: negativeKey, value: negativeValue, count: shape.negativeKeys },
    },
    { mode: 'nasa', scale: SCALE },
  );
  return { shape, precision, numbers, rows, reference };
}

/** Rows of each of OPERANDS. */
export function operandRows({ queries, positiveKeys, negativeKeys }: AttentionShape): readonly number[] {
  return [queries, positiveKeys, positiveKeys, negativeKeys, negativeKeys];
}

/** Fresh copies on the GPU, by OPERANDS. Dispose them. */
export function uploadOperands({ shape, precision, numbers }: Problem, gpu: GpuRuntime): Tensor[] {
  const rows = operandRows(shape);
  return numbers.map((values, i) =>
    copyToGpu(gpu.pool, floatTensor(precision, values, [1, rows[i]!, channelsOf(shape)])),
  );
}

/**
 * Relative RMS of the rows that the problem knows.
 * @param bytes Z, [1, S, C]
 */
export function errorOf({ shape, precision, rows, reference }: Problem, bytes: ArrayBuffer): number {
  const z = precision === 'float32' ? new Float32Array(bytes) : float16ToFloat32(new Uint16Array(bytes));
  return relativeRms(pickRows(z, rows, channelsOf(shape)), reference);
}

function pickRows(numbers: ArrayLike<number>, rows: readonly number[], width: number): Float32Array {
  return Float32Array.from({ length: rows.length * width }, (_, i) => {
    return numbers[rows[Math.floor(i / width)]! * width + (i % width)] ?? NaN;
  });
}
