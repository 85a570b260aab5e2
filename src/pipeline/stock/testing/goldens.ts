// Opens the miniature pipelines of src/pipeline/fixtures and what diffusers drew with them (training/fixtures/pipelines).

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { GuidanceMode } from '../../../protocol/guidance.ts';

const ROOT = new URL('../../fixtures/', import.meta.url);

export interface GoldenCase {
  readonly name: string;
  readonly prompt: string;
  readonly negative: string | null;
  readonly seed: number;
  readonly steps: number;
  readonly mode: GuidanceMode;
  readonly scale: number;
  /** Names in `tensors`. */
  readonly tensors: { readonly noise: string; readonly latents: readonly string[]; readonly image: string };
}

interface GoldenFile {
  /** What the files' weights are. */
  readonly weights: 'float32' | 'float16';
  readonly cases: readonly GoldenCase[];
  readonly tensors: Readonly<Record<string, { readonly offset: number; readonly dims: readonly number[] }>>;
}

export interface PipelineGolden extends Pick<GoldenFile, 'cases' | 'weights'> {
  /** Path of the folder on this disk. */
  readonly folder: string;
  readonly tensor: (name: string) => Float32Array;
}

export const pipelineNames: readonly string[] = readdirSync(ROOT).filter((name) =>
  existsSync(new URL(`${name}/golden.json`, ROOT)),
);

export function pipelineGolden(name: string): PipelineGolden {
  const { cases, tensors, weights } = JSON.parse(
    readFileSync(new URL(`${name}/golden.json`, ROOT), 'utf8'),
  ) as GoldenFile;
  const bytes = Uint8Array.from(readFileSync(new URL(`${name}/golden.bin`, ROOT)));
  const numbers = new Float32Array(bytes.buffer);
  const tensor = (key: string) => {
    const entry = tensors[key];
    if (entry === undefined) throw new Error(`${name}/golden.json lists no tensor ${key}`);
    const length = entry.dims.reduce((product, dim) => product * dim, 1);
    return numbers.subarray(entry.offset, entry.offset + length);
  };
  return { folder: fileURLToPath(new URL(name, ROOT)), cases, weights, tensor };
}
