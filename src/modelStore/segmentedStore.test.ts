// The store over whole blobs: its contract, and what a tab killed at any moment leaves.

import { beforeEach, describe, expect, it } from 'vitest';
import { MemoryShelf } from './adapters/memoryShelf.ts';
import { SegmentedStore } from './segmentedStore.ts';
import { limitedShelf, mortalShelf } from './testing/mortalShelf.ts';
import { sampleBytes } from './testing/sampleModel.ts';

const BYTES = sampleBytes(1000, 1);

let shelf: MemoryShelf;
let store: SegmentedStore;

beforeEach(() => {
  shelf = new MemoryShelf();
  store = new SegmentedStore(shelf);
});

async function write(to: SegmentedStore, name: string, bytes = BYTES): Promise<void> {
  for (let at = 0; at < bytes.length; at += 300) await to.append(name, bytes.slice(at, at + 300));
}

describe('SegmentedStore', () => {
  it('reads any range across the pieces', async () => {
    await write(store, 'a/b.onnx');
    expect(await store.size('a/b.onnx')).toBe(1000);
    for (const [from, to] of [
      [0, 1000],
      [0, 1],
      [299, 301],
      [300, 600],
      [150, 950],
      [999, 1000],
      [500, 500],
    ] as const)
      expect(await store.read('a/b.onnx', from, to - from), `${from}..${to}`).toEqual(BYTES.slice(from, to));
  });

  it.each([
    [0, 1001],
    [1000, 1],
  ])('refuses to read past the end (%i, %i)', async (offset, length) => {
    await write(store, 'a');
    await expect(store.read('a', offset, length)).rejects.toThrow('a ends before byte 1001');
  });

  it('says that a file is not there', async () => {
    expect(await store.size('a')).toBeUndefined();
    await expect(store.read('a', 0, 1)).rejects.toThrow('a ends before byte 1');
    await expect(store.rename('a', 'b')).rejects.toThrow('there is no a');
    await store.delete('a');
  });

  it('notices a piece that was cleared away', async () => {
    await write(store, 'a');
    const key = (await shelf.keys()).find((candidate) => candidate.endsWith('/1')) ?? '';
    await shelf.delete(key);
    expect(await store.read('a', 0, 300)).toEqual(BYTES.slice(0, 300));
    await expect(store.read('a', 0, 1000)).rejects.toThrow('segment 1 of a is missing');
  });

  it('renames over another file and leaves nothing of it', async () => {
    await write(store, 'old', sampleBytes(2000, 2));
    await write(store, 'new');
    await store.rename('new', 'old');
    expect(await store.list()).toEqual(['old']);
    expect(await store.read('old', 0, 1000)).toEqual(BYTES);
    await store.delete('old');
    expect(await shelf.keys()).toEqual([]);
  });
});

/** Runs `action` on a tab that dies before its 0th, 1st, 2nd, ... change, each on a fresh shelf, until one lives to the end. */
async function killedAtEachChange(
  prepare: () => Promise<void>,
  action: (dying: SegmentedStore) => Promise<void>,
  check: (lifetime: number) => Promise<void>,
): Promise<number> {
  for (let lifetime = 0; ; lifetime += 1) {
    shelf = new MemoryShelf();
    store = new SegmentedStore(shelf);
    await prepare();
    const isDone = await action(new SegmentedStore(mortalShelf(shelf, lifetime))).then(
      () => true,
      () => false,
    );
    await check(lifetime);
    for (const name of await store.list()) await store.delete(name);
    expect(await shelf.keys(), `bytes that no name holds, lifetime ${lifetime}`).toEqual([]);
    if (isDone) return lifetime;
  }
}

describe('a tab killed before any change', () => {
  it('while appending: the file is a whole number of pieces, and can be continued', async () => {
    const sizes: number[] = [];
    const changes = await killedAtEachChange(
      async () => {},
      (dying) => write(dying, 'a'),
      async () => {
        const size = (await store.size('a')) ?? 0;
        sizes.push(size);
        if (size < 1000) await store.append('a', BYTES.slice(size));
        expect(await store.read('a', 0, 1000)).toEqual(BYTES);
      },
    );
    expect(changes).toBe(12);
    expect(sizes).toEqual([0, 0, 0, 300, 300, 300, 600, 600, 600, 900, 900, 900, 1000]);
  });

  it('while renaming over a file: the name holds the old file, nothing, or the new one, whole', async () => {
    const old = sampleBytes(500, 2);
    const sizes: number[] = [];
    await killedAtEachChange(
      async () => {
        await write(store, 'name', old);
        await write(store, 'part');
      },
      (dying) => dying.rename('part', 'name'),
      async (lifetime) => {
        const size = (await store.size('name')) ?? 0;
        sizes.push(size);
        const expected = { 500: old, 0: new Uint8Array(), 1000: BYTES }[size];
        expect(await store.read('name', 0, size), `lifetime ${lifetime}`).toEqual(expected);
        // Half a rename leaves two names; deleting one must not take the other's bytes.
        await store.delete('part');
        expect(await store.read('name', 0, size), `lifetime ${lifetime}`).toEqual(expected);
      },
    );
    expect(sizes).toEqual([500, 0, 0, 0, 0, 1000, 1000]);
  });

  it('while deleting: the file is whole or has no bytes', async () => {
    const sizes: (number | undefined)[] = [];
    await killedAtEachChange(
      () => write(store, 'a'),
      (dying) => dying.delete('a'),
      async () => void sizes.push(await store.size('a')),
    );
    expect(sizes).toEqual([1000, 0, 0, 0, 0, 0, undefined]);
  });
});

it('a full shelf can still be emptied', async () => {
  await write(store, 'a');
  const full = limitedShelf(shelf, 0);
  await new SegmentedStore(full).delete('a');
  expect(await shelf.keys()).toEqual([]);
});
