// Numbers to feed to start-up self-tests, and how far a result is from float64.

import { float16ToFloat32, float32ToFloat16 } from '../lib/float16.ts';
import type { Precision } from './buildRunner.ts';

/** Deterministic numbers of about unit size, without a pattern that a wrong stride would repeat. */
export function waves(length: number, phase: number): Float32Array {
  return Float32Array.from({ length }, (_, i) => Math.sqrt(2) * Math.sin(i * (0.7 + 0.13 * phase) + phase));
}

/** What a kernel of that precision really gets to read. */
export function rounded(numbers: Float32Array, precision: Precision): Float32Array {
  return precision === 'float32' ? numbers : float16ToFloat32(float32ToFloat16(numbers));
}

/** NaN where a number is missing. */
export function relativeRms(actual: ArrayLike<number>, reference: Float64Array): number {
  const errors = reference.reduce((sum, value, index) => sum + ((actual[index] ?? NaN) - value) ** 2, 0);
  return Math.sqrt(errors / reference.reduce((sum, value) => sum + value * value, 0));
}
