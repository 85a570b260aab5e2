// Kernel Inception Distance (Bińkowski et al., arXiv 1801.01401), on our judge's features: the unbiased squared MMD under (x·y / d + 1)^3.

import { meanOf, type Estimate } from './mean.ts';
import { shuffled } from './random.ts';

type Row = ArrayLike<number>;

/** Disjoint parts of both samples: the estimate of each is unbiased, and so is their mean, which the interval is of. */
export const BLOCKS = 20;

/**
 * Rows are dealt to the blocks at random (fixed seed): samples whose order means something, such as the clean ones first, would be dealt
 * more alike than chance has it, and the estimate would fall below 0.
 * @param a, b two rows a block at least. @throws RangeError
 */
export function kid(a: readonly Row[], b: readonly Row[], blocks = BLOCKS): Estimate {
  if (Math.min(a.length, b.length) < 2 * blocks)
    throw new RangeError(`KID in ${blocks} blocks takes ${2 * blocks} pictures on each side.`);
  const [mixedA, mixedB] = [shuffled(a, 1), shuffled(b, 2)];
  const dealt = (rows: readonly Row[], block: number) => rows.filter((_, i) => i % blocks === block);
  const estimates = Array.from({ length: blocks }, (_, block) =>
    squaredMmd(dealt(mixedA, block), dealt(mixedB, block)),
  );
  return { ...meanOf(estimates), n: a.length };
}

/** Mean kernel within a, plus within b, minus twice that between them; no row with itself, so that equal distributions give 0 on average. */
export function squaredMmd(a: readonly Row[], b: readonly Row[]): number {
  return within(a) + within(b) - 2 * between(a, b);
}

function within(rows: readonly Row[]): number {
  let sum = 0;
  for (let i = 1; i < rows.length; i++) for (let j = 0; j < i; j++) sum += kernel(rows[i]!, rows[j]!);
  return (2 * sum) / (rows.length * (rows.length - 1));
}

function between(a: readonly Row[], b: readonly Row[]): number {
  let sum = 0;
  for (const row of a) for (const other of b) sum += kernel(row, other);
  return sum / (a.length * b.length);
}

function kernel(a: Row, b: Row): number {
  let dot = 0;
  for (let i = 0; i < a.length; i++) dot += a[i]! * b[i]!;
  return (dot / a.length + 1) ** 3;
}
