// Downloads of whole models where room is short, or where several tabs are at it.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryShelf } from './adapters/memoryShelf.ts';
import { SegmentedStore } from './segmentedStore.ts';
import { expectWhole, StoreRig, TOTAL } from './testing/storeRig.ts';

const FROM_MEMORY = 'Sample Turbo runs from memory and will be downloaded again next time.';

let rig: StoreRig;

beforeEach(async () => {
  rig = await StoreRig.start();
});

afterEach(() => rig.close());

describe('room', () => {
  it('runs from memory, and says so, where the quota is too small; nothing goes to the disk', async () => {
    const quota = { freeBytes: async () => TOTAL - 1, persist: async () => true };
    const store = rig.tab({ quota });
    const { folder, notices } = await rig.open(store);
    await expectWhole(folder);
    expect(notices).toEqual([
      'There is no room to keep Sample Turbo: the browser grants 0.4 MB, and 0.4 MB are needed. Free disk space or delete other models.',
      FROM_MEMORY,
    ]);
    expect(await rig.shelf.keys()).toEqual([]);
    const again = await rig.open(store);
    await expectWhole(again.folder);
    expect(again.notices).toEqual([FROM_MEMORY]);
    expect(rig.hub.requests).toHaveLength(3);
  });

  it('goes to memory where the room ends in the middle of a file, and fetches no byte twice', async () => {
    rig.hub.next({}, { cutAfter: 60_000 }, { cutAfter: 30_000 });
    // Room for the first file, for the pieces of 60 000 and 30 000 bytes of the second, and for the records.
    const full = rig.disk(392_000);
    const store = rig.tab({ store: full });
    const { folder, notices } = await rig.open(store);
    await expectWhole(folder);
    expect(notices).toEqual([
      'There is no room to keep Sample Turbo: it ran out in the middle of text_encoder/model.onnx. Free disk space or delete other models.',
      FROM_MEMORY,
    ]);
    expect(rig.hub.requests.map(({ range }) => range)).toEqual([
      'bytes=0-',
      'bytes=0-',
      'bytes=60000-',
      'bytes=90000-',
      'bytes=90000-',
      'bytes=0-',
    ]);
    expect(await store.list()).toEqual([
      { id: 'sample', bytes: TOTAL, unfinishedBytes: expect.any(Number) as number },
    ]);
    await store.delete('sample');
    expect(await store.list()).toEqual([]);
    expect(await rig.shelf.keys()).toEqual([]);
  });

  it('a host without any storage: everything in memory, with its notice', async () => {
    const store = new SegmentedStore(new MemoryShelf());
    const quota = { freeBytes: async () => 0, persist: async () => false };
    const opened = await rig.open(rig.tab({ store, quota, notices: ['Models run from memory.'] }));
    await expectWhole(opened.folder);
    expect(opened.notices).toEqual(['Models run from memory.']);
  });
});

describe('two tabs', () => {
  it('the second waits for the first and then finds the files: each is asked for once', async () => {
    const phases = new Set<string>();
    const both = await Promise.all([
      rig.open(rig.tab()),
      rig.open(rig.tab(), { onProgress: ({ phase }) => phases.add(phase) }),
    ]);
    for (const { folder } of both) await expectWhole(folder);
    expect(rig.hub.requests).toHaveLength(3);
    expect(phases).toContain('waiting');
  });

  it('the second takes over, by Range, when the first stops', async () => {
    const stop = new AbortController();
    rig.hub.next({ silentAfter: 100_000 });
    const first = rig.open(rig.tab(), {
      signal: stop.signal,
      onProgress: ({ loadedBytes }) => loadedBytes >= 100_000 && stop.abort(),
    });
    const second = rig.open(rig.tab());
    await expect(first).rejects.toMatchObject({ code: 'download-stopped' });
    await expectWhole((await second).folder);
    expect(rig.hub.requests[1]?.range).toBe('bytes=100000-');
  });

  it('a waiting tab can stop too', async () => {
    const stop = new AbortController();
    let goOn = () => {};
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    rig.hub.next({ onRequest: () => gate });
    const first = rig.open(rig.tab());
    const second = rig.open(rig.tab(), { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(second).rejects.toMatchObject({ code: 'download-stopped', file: 'unet/model.onnx' });
    goOn();
    await expectWhole((await first).folder);
  });

  it('a model that is being downloaded cannot be deleted', async () => {
    let refusal: unknown;
    // The part has a name from the first answer on: it is the second request that meets the delete.
    rig.hub.next({ cutAfter: 1000 }, { onRequest: deleteNow });
    async function deleteNow(): Promise<void> {
      refusal = await rig
        .tab()
        .delete('sample')
        .catch((error: unknown) => error);
    }
    const { folder } = await rig.open(rig.tab());
    expect(refusal).toMatchObject({ code: 'model-busy', modelId: 'sample' });
    await expectWhole(folder);
  });
});
