// Opens the files of src/sampling/goldens (made by training/fixtures/make_sampling_goldens.py).

import { readFileSync } from 'node:fs';

/** float32 values as base64 of their little-endian bytes. */
export type Packed = string;

export function golden(name: 'torchRandom' | 'noiseSchedule' | 'oneStep' | 'fewSteps'): unknown {
  return JSON.parse(readFileSync(new URL(`../goldens/${name}.json`, import.meta.url), 'utf8'));
}

export function unpack(packed: Packed): Float32Array<ArrayBuffer> {
  const bytes = Uint8Array.from(Buffer.from(packed, 'base64'));
  return new Float32Array(bytes.buffer);
}
