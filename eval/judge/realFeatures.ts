// features.bin: the judge's features of real renders (KID) and of every drawn subject in every style (nearest training picture).

import { float16ToFloat32 } from '../../src/lib/float16.ts';
import { JudgeFileError } from './errors.ts';
import { readJudgeFile } from './files.ts';
import type { Labels } from './labels.ts';

export type Row = Float32Array;

/** A picture of the training set on white, clean, of usual size. */
export interface BankRow {
  readonly subject: string;
  readonly style: string;
  /** No generator was shown this pair. */
  readonly heldOut: boolean;
  readonly features: Row;
}

export interface RealFeatures {
  /** Subjects uniform, factors from the prior. */
  readonly renders: readonly Row[];
  /** Those of them that are not degraded. */
  readonly clean: readonly Row[];
  readonly bank: readonly BankRow[];
}

/** @throws JudgeFileError */
export async function loadRealFeatures(labels: Labels): Promise<RealFeatures> {
  return parseFeatures(await readJudgeFile('features.bin'), labels);
}

/** float16 little-endian rows: the clean renders, the other renders, the bank (row = place in `drawn` * styles + style). @throws JudgeFileError */
export function parseFeatures(
  bytes: Uint8Array<ArrayBuffer>,
  { features, drawn, heads, heldOut }: Pick<Labels, 'features' | 'drawn' | 'heads' | 'heldOut'>,
): RealFeatures {
  const { width, renders, clean, bank } = features;
  const styles = heads.style ?? [];
  const expected = 2 * width * (renders + bank);
  if (bytes.byteLength !== expected)
    throw new JudgeFileError('features.bin', `it holds ${bytes.byteLength} bytes, not ${expected}`);
  if (bank !== drawn.length * styles.length)
    throw new JudgeFileError('features.bin', 'its bank is not every drawn subject in every style');
  const values = float16ToFloat32(new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 2));
  const row = (i: number): Row => values.subarray(i * width, (i + 1) * width);
  const all = Array.from({ length: renders }, (_, i) => row(i));
  const unseen = new Set(heldOut.map((pair) => pair.join('/')));
  return {
    renders: all,
    clean: all.slice(0, clean),
    bank: drawn.flatMap((subject, s) =>
      styles.map((style, t) => ({
        subject,
        style,
        heldOut: unseen.has(`${subject}/${style}`),
        features: row(renders + s * styles.length + t),
      })),
    ),
  };
}
