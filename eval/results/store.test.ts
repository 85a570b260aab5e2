// What was measured is found again, what has changed is not, and a run that was cut short goes on.

import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { optionsOf } from '../suites/registry.ts';
import { ResultStore, type ResultKey } from './store.ts';

const KEY: ResultKey = {
  suite: 'sweep',
  version: 1,
  dataHash: 'd',
  model: 'emoji-128/nasa-t',
  modelHash: 'a',
  judgeHash: 'b',
  options: optionsOf('sweep', true, {}),
  backend: 'hybrid',
};
const MEASURED = { date: '2026-11-23', adapter: 'llvmpipe', seconds: 3 };

describe('ResultStore', () => {
  let store: ResultStore;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'eval-'));
    store = new ResultStore(path.join(folder, 'results'), path.join(folder, 'parts'));
  });

  it('finds a result of the same key, in whatever order its options are named', async () => {
    await store.write({ key: KEY, measured: MEASURED, result: { n: 4 } });
    const reordered = Object.fromEntries(Object.entries(KEY.options).reverse()) as ResultKey['options'];
    expect((await store.read({ ...KEY, options: reordered }))?.result).toEqual({ n: 4 });
  });

  it.each([
    ['another model', { modelHash: 'c' }],
    ['another version of the suite', { version: 2 }],
    ['other pairs', { dataHash: 'c' }],
    ['another judge', { judgeHash: 'c' }],
    ['other options', { options: { ...KEY.options, seeds: 9 } }],
    ['another backend', { backend: 'wasm' }],
  ])('does not take a result for %s', async (_, change) => {
    await store.write({ key: KEY, measured: MEASURED, result: {} });
    expect(await store.read({ ...KEY, ...change })).toBeUndefined();
  });

  it('remembers parts, each of its own key', async () => {
    const one = async () => 1;
    const never = async (): Promise<number> => {
      throw new Error('measured twice');
    };
    expect(await store.remember(KEY)('scale 0.5, pair 3', one)).toBe(1);
    expect(await store.remember(KEY)('scale 0.5, pair 3', never)).toBe(1);
    await expect(store.remember(KEY)('scale 0.5, pair 4', never)).rejects.toThrow('twice');
    await expect(store.remember({ ...KEY, judgeHash: 'c' })('scale 0.5, pair 3', never)).rejects.toThrow();
  });

  it('drops the parts of a result that is whole', async () => {
    await store.remember(KEY)('pair 0', async () => 1);
    await store.write({ key: KEY, measured: MEASURED, result: {} });
    expect(await store.remember(KEY)('pair 0', async () => 2)).toBe(2);
  });

  it('measures again what was cut short while it was written', async () => {
    await store.write({ key: KEY, measured: MEASURED, result: {} });
    await writeFile(path.join(folder, 'results/emoji-128/nasa-t/sweep.json'), '{"key": {');
    expect(await store.read(KEY)).toBeUndefined();
  });
});
