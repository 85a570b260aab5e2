// The tiny pipelines of src/pipeline/fixtures for tests of the text side: files as downloaded, and what transformers made of prompts.

import { readFileSync, existsSync } from 'node:fs';
import { TOKENIZER_FILES, type TokenizerFiles } from '../tokenizerFiles.ts';

export interface TextGolden {
  readonly weights: 'float32' | 'float16';
  readonly tokens: Readonly<
    Record<string, readonly { readonly prompt: string; readonly ids: number[]; readonly mask: number[] }[]>
  >;
  readonly textStates: Readonly<
    Record<string, { readonly prompt: string; readonly tensors: Readonly<Record<string, string>> }>
  >;
  /** Offsets count float32 numbers. */
  readonly tensors: Readonly<Record<string, { readonly offset: number; readonly dims: number[] }>>;
}

const folderOf = (pipeline: string) => new URL(`../../../fixtures/${pipeline}/`, import.meta.url);

export function readPipelineFile(pipeline: string, path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(path, folderOf(pipeline))));
}

export function readTokenizerFolder(pipeline: string, folder: string): TokenizerFiles {
  const there = TOKENIZER_FILES.filter((file) =>
    existsSync(new URL(`${folder}/${file}`, folderOf(pipeline))),
  );
  const decode = (file: string) => new TextDecoder().decode(readPipelineFile(pipeline, `${folder}/${file}`));
  return Object.fromEntries(there.map((file) => [file, decode(file)]));
}

export function readTextGolden(pipeline: string): TextGolden & { numbers(name: string): Float32Array } {
  const golden = JSON.parse(
    new TextDecoder().decode(readPipelineFile(pipeline, 'golden.json')),
  ) as TextGolden;
  const all = new Float32Array(readPipelineFile(pipeline, 'golden.bin').buffer);
  return {
    ...golden,
    numbers(name) {
      const tensor = golden.tensors[name];
      if (tensor === undefined) throw new Error(`golden.json of ${pipeline} has no tensor ${name}`);
      const size = tensor.dims.reduce((product, dim) => product * dim, 1);
      return all.subarray(tensor.offset, tensor.offset + size);
    },
  };
}
