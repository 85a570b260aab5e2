// Files for the tests of the store, the same at each run, and a manifest of them.

import { createHash } from 'node:crypto';
import type { FileHash } from '../fileHash.ts';
import type { ModelManifest } from '../manifest.ts';

/** Bytes of a linear congruential generator (Numerical Recipes). */
export function sampleBytes(length: number, seed: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let i = 0; i < length; i += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[i] = state >>> 24;
  }
  return bytes;
}

/** By Node's own implementation, to hold ours against. */
export const sha256Of = (bytes: Uint8Array): FileHash =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

export const SAMPLE_FILES: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = Object.freeze({
  'unet/model.onnx': sampleBytes(300_000, 1),
  'text_encoder/model.onnx': sampleBytes(120_000, 2),
  'tokenizer/vocab.json': sampleBytes(700, 3),
});

export function sampleManifest(
  baseUrl: string,
  files: Readonly<Record<string, Uint8Array>> = SAMPLE_FILES,
): ModelManifest {
  return {
    id: 'sample',
    name: 'Sample Turbo',
    licence: { name: 'Sample licence', url: 'https://example.org/licence' },
    baseUrl,
    files: Object.entries(files).map(([path, bytes]) => ({
      path,
      bytes: bytes.byteLength,
      hash: sha256Of(bytes),
    })),
  };
}
