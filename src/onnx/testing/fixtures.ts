// Opens the files of src/onnx/fixtures (made by training/fixtures/make_onnx_fixtures.py).

import { readFileSync } from 'node:fs';
import type { ModelDump } from './dump.ts';

export const FIXTURES = ['attributes', 'tensors', 'branches', 'external', 'half', 'unet'] as const;
export type FixtureName = (typeof FIXTURES)[number];

export interface GoldenTensor {
  readonly dims: readonly number[];
  readonly data: readonly number[];
}

/** What Python read from the file, and for models that run, what onnxruntime computed. */
export interface Golden {
  readonly model: ModelDump;
  readonly feeds?: Readonly<Record<string, GoldenTensor>>;
  readonly outputs?: Readonly<Record<string, GoldenTensor>>;
}

export function fixtureBytes(fileName: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../fixtures/${fileName}`, import.meta.url)));
}

/** The external data that `external.onnx` needs; the other fixtures ignore it. */
export function fixtureWeights(): Map<string, Uint8Array> {
  return new Map([['external.weights', fixtureBytes('external.weights')]]);
}

export function golden(name: FixtureName): Golden {
  return JSON.parse(new TextDecoder().decode(fixtureBytes(`${name}.json`))) as Golden;
}
