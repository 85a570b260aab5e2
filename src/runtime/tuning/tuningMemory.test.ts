// What is remembered, and what is not believed.

import { expect, test } from 'vitest';
import type { PreparedCall } from '../ops/types.ts';
import { TuningMemory, type TuningStore } from './tuningMemory.ts';

const MEASURED = { kernel: 'tiled_r32', milliseconds: { tiled_r16: 2, tiled_r32: 1 } };

class MemoryStore implements TuningStore {
  constructor(public text?: string) {}
  async read(): Promise<string | undefined> {
    return this.text;
  }
  async write(text: string): Promise<void> {
    this.text = text;
  }
}

function call(source = 'fn a() {}', shape = '8 heads of 32'): PreparedCall {
  const variant = { label: 'a', header: '', sources: [source], entryPoint: 'a', overrides: {} };
  const dispatches = [{ variant, bindings: [], workgroups: [1, 1, 1] as const }];
  const candidates = [{ name: 'a', dispatches, scratch: [] }];
  const trial = () => {
    throw new Error('nothing is run here');
  };
  return { shape, inputs: [], outputs: [], candidates, trial };
}

test('a choice survives the engine', async () => {
  const store = new MemoryStore();
  await new TuningMemory('this GPU', store).set(call(), MEASURED);
  expect(await new TuningMemory('this GPU', store).get(call())).toMatchObject(MEASURED);
});

test('another adapter, another shape and other WGSL know nothing of it', async () => {
  const store = new MemoryStore();
  await new TuningMemory('this GPU', store).set(call(), MEASURED);
  expect(await new TuningMemory('another GPU', store).get(call())).toBeUndefined();
  expect(await new TuningMemory('this GPU', store).get(call('fn a() {}', '1 head of 8'))).toBeUndefined();
  expect(await new TuningMemory('this GPU', store).get(call('fn a() { return; }'))).toBeUndefined();
});

test('two adapters share a store', async () => {
  const store = new MemoryStore();
  await new TuningMemory('this GPU', store).set(call(), MEASURED);
  await new TuningMemory('another GPU', store).set(call(), { ...MEASURED, kernel: 'a' });
  expect(await new TuningMemory('this GPU', store).get(call())).toMatchObject(MEASURED);
});

test.each([
  ['no JSON', '{"format":1,'],
  ['no object', '7'],
  ['another format', '{"format":2,"adapters":{"this GPU":{}}}'],
  ['adapters that are none', '{"format":1,"adapters":[["this GPU"]]}'],
  ['a list for shapes', '{"format":1,"adapters":{"this GPU":["8 heads of 32"]}}'],
  ['an entry of numbers', '{"format":1,"adapters":{"this GPU":{"8 heads of 32":{"kernel":1}}}}'],
])('%s counts as nothing, and is replaced', async (_what, text) => {
  const store = new MemoryStore(text);
  const memory = new TuningMemory('this GPU', store);
  expect(await memory.get(call())).toBeUndefined();
  await memory.set(call(), MEASURED);
  expect(await new TuningMemory('this GPU', store).get(call())).toMatchObject(MEASURED);
});

test('times that are no numbers are not believed', async () => {
  const store = new MemoryStore();
  await new TuningMemory('this GPU', store).set(call(), MEASURED);
  store.text = store.text!.replace('"tiled_r16":2', '"tiled_r16":"fast"');
  expect(await new TuningMemory('this GPU', store).get(call())).toBeUndefined();
});

test('without a store, and with one that fails, a choice lives as long as the engine', async () => {
  const broken: TuningStore = {
    read: () => Promise.reject(new Error('storage is off')),
    write: () => Promise.reject(new Error('storage is off')),
  };
  for (const store of [undefined, broken]) {
    const memory = new TuningMemory('this GPU', store);
    await memory.set(call(), MEASURED);
    expect(await memory.get(call())).toMatchObject(MEASURED);
  }
});

test('the oldest shapes go', async () => {
  const store = new MemoryStore();
  const memory = new TuningMemory('this GPU', store);
  for (let i = 0; i < 130; i++) await memory.set(call('fn a() {}', `shape ${i}`), MEASURED);
  expect(await memory.get(call('fn a() {}', 'shape 1'))).toBeUndefined();
  expect(await memory.get(call('fn a() {}', 'shape 2'))).toMatchObject(MEASURED);
});
