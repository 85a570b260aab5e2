// Kernel Inception Distance (Bińkowski et al., arXiv 1801.01401), on our judge's features: the unbiased squared MMD under (x·y / d + 1)^3.

import type { Estimate } from './mean.ts';
import { shuffled } from './shuffled.ts';

/** Of one class, or the kernel would be ten times slower. */
type Row = Float64Array;

/** Parts that the jackknife leaves out in turn. */
export const BLOCKS = 20;

/** Two-sided 95 % quantile of Student's distribution with BLOCKS - 1 degrees of freedom. */
const STUDENT = 2.093;

/** Sums of the kernel over pairs of rows, [block][block]; no row with itself. */
type Sums = readonly (readonly number[])[];

/**
 * Of all rows; its interval by the jackknife over blocks (Tukey, 1958), to which rows are dealt at random with a fixed seed: samples may come in
 * an order that means something.
 * @param a, b two rows a block at least. @throws RangeError
 */
export function kid(a: readonly ArrayLike<number>[], b: readonly ArrayLike<number>[]): Estimate {
  if (Math.min(a.length, b.length) < 2 * BLOCKS)
    throw new RangeError(`KID takes ${2 * BLOCKS} pictures on each side.`);
  const [blocksA, blocksB] = [deal(shuffled(a, 1)), deal(shuffled(b, 2))];
  const sums = [pairSums(blocksA, blocksA), pairSums(blocksB, blocksB), pairSums(blocksA, blocksB)] as const;
  const without = (skip: number): number => {
    const [aa, bb, ab] = sums.map((one) => total(one, skip)) as [number, number, number];
    const [n, m] = [rowsBut(blocksA, skip), rowsBut(blocksB, skip)];
    return aa / (n * (n - 1)) + bb / (m * (m - 1)) - (2 * ab) / (n * m);
  };
  const value = without(-1);
  const left = Array.from({ length: BLOCKS }, (_, block) => without(block));
  const middle = left.reduce((sum, one) => sum + one) / BLOCKS;
  const squares = left.reduce((sum, one) => sum + (one - middle) ** 2, 0);
  const half = STUDENT * Math.sqrt(((BLOCKS - 1) / BLOCKS) * squares);
  return { value: rounded(value), interval: [rounded(value - half), rounded(value + half)], n: a.length };
}

function deal(rows: readonly ArrayLike<number>[]): Row[][] {
  const copies = rows.map((row) => Float64Array.from(row));
  return Array.from({ length: BLOCKS }, (_, block) => copies.filter((__, i) => i % BLOCKS === block));
}

function pairSums(a: readonly (readonly Row[])[], b: readonly (readonly Row[])[]): Sums {
  const sums = a.map(() => b.map(() => 0));
  for (const [p, rows] of a.entries())
    for (const [q, others] of b.entries()) {
      const isMirrored = a === b && q < p; // the kernel is symmetric
      sums[p]![q] = isMirrored ? sums[q]![p]! : blockSum(rows, others);
    }
  return sums;
}

function blockSum(rows: readonly Row[], others: readonly Row[]): number {
  let sum = 0;
  for (const row of rows) for (const other of others) if (row !== other) sum += kernel(row, other);
  return sum;
}

function total(sums: Sums, skip: number): number {
  return sums.reduce(
    (all, row, p) =>
      p === skip ? all : all + row.reduce((sum, one, q) => (q === skip ? sum : sum + one), 0),
    0,
  );
}

function rowsBut(blocks: readonly (readonly Row[])[], skip: number): number {
  return blocks.reduce((count, rows, block) => (block === skip ? count : count + rows.length), 0);
}

function kernel(a: Row, b: Row): number {
  let dot = 0;
  for (let i = 0; i < a.length; i++) dot += a[i]! * b[i]!;
  return (dot / a.length + 1) ** 3;
}

function rounded(value: number): number {
  return Number(value.toPrecision(5));
}
