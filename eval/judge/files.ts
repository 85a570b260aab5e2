// The judge's files on this disk.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { JudgeFileError } from './errors.ts';

const FOLDER = new URL('../models/', import.meta.url);

export type JudgeFile = 'labels.json' | 'classifier.onnx' | 'caption.onnx' | 'features.bin';

const FILES: readonly JudgeFile[] = ['labels.json', 'classifier.onnx', 'caption.onnx', 'features.bin'];

/** @throws JudgeFileError */
export async function readJudgeFile(file: JudgeFile): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(new URL(file, FOLDER)));
  } catch (cause) {
    throw new JudgeFileError(file, cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Another judge, another hash. @throws JudgeFileError */
export async function judgeHash(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of FILES) hash.update(await readJudgeFile(file));
  return hash.digest('hex');
}
