// What is still referred to in V8's heap: sizes for long runs, exact counts of objects for short ones.

import { queryObjects, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Tensor } from '../ort.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Twice, because finalizers of the first round free more, and array buffers are freed by another thread. */
export async function collectGarbage(): Promise<void> {
  for (let round = 0; round < 2; round++) {
    collect();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Of what a frame makes many and may keep none. Heap sizes waver by a megabyte, these by a few. */
const COUNTED = { Tensor, ArrayBuffer, Float32Array, Promise, Map, Array, Object } as const;

export type ObjectCounts = Readonly<Record<keyof typeof COUNTED, number>>;

/** Live objects of each class and its subclasses; the query collects garbage first. */
export async function countObjects(): Promise<ObjectCounts> {
  await collectGarbage();
  const counts = Object.entries(COUNTED).map(([name, constructor]) => [
    name,
    queryObjects(constructor, { format: 'count' }),
  ]);
  return Object.fromEntries(counts) as ObjectCounts;
}
