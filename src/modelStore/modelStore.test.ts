// Whole models against a real server: cache, licence, reading, versions, list and delete.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DownloadProgress } from '../protocol/library.ts';
import { SegmentedStore } from './segmentedStore.ts';
import { mortalShelf } from './testing/mortalShelf.ts';
import { SAMPLE_FILES, sampleBytes, sampleManifest } from './testing/sampleModel.ts';
import { acceptLicence, expectWhole, StoreRig, TOTAL } from './testing/storeRig.ts';

let rig: StoreRig;

beforeEach(async () => {
  rig = await StoreRig.start();
});

afterEach(() => rig.close());

describe('open', () => {
  it('downloads all files once, reports steady progress, and serves the second visit offline', async () => {
    const progress: DownloadProgress[] = [];
    const first = await rig.open(rig.tab(), { onProgress: (report) => progress.push(report) });
    await expectWhole(first.folder);
    expect(first.notices).toEqual([]);
    const loaded = progress.map(({ loadedBytes }) => loadedBytes);
    expect(loaded).toEqual(loaded.toSorted((a, b) => a - b));
    expect(progress.at(-1)).toEqual({
      phase: 'downloading',
      file: 'tokenizer/vocab.json',
      label: 'Downloading tokenizer/vocab.json',
      loadedBytes: TOTAL,
      totalBytes: TOTAL,
    });
    await rig.hub.close();
    const second = await rig.open(rig.tab(), { licence: undefined });
    await expectWhole(second.folder);
    expect(rig.hub.requests).toHaveLength(3);
  });

  it('asks for no byte before the licence is accepted', async () => {
    const other = { modelId: 'sample', licenceUrl: 'https://example.org/another' };
    for (const licence of [undefined, other]) {
      await expect(rig.open(rig.tab(), { licence })).rejects.toMatchObject({
        code: 'licence-not-accepted',
        licenceUrl: 'https://example.org/licence',
      });
    }
    expect(rig.hub.requests).toEqual([]);
    expect(await rig.shelf.keys()).toEqual([]);
  });

  it('fetches only what a stopped visit has not finished', async () => {
    const stop = new AbortController();
    rig.hub.next({}, { silentAfter: 50_000 });
    const stopAt = 350_000;
    const onProgress = ({ loadedBytes }: DownloadProgress) => loadedBytes >= stopAt && stop.abort();
    await expect(rig.open(rig.tab(), { signal: stop.signal, onProgress })).rejects.toMatchObject({
      code: 'download-stopped',
      file: 'text_encoder/model.onnx',
    });
    expect(await rig.tab().inspect(rig.manifest)).toEqual({
      totalBytes: TOTAL,
      storedBytes: 300_000,
      unfinishedBytes: 50_000,
      isComplete: false,
      notices: [],
    });
    rig.hub.requests.length = 0;
    const opened = await rig.open(rig.tab());
    await expectWhole(opened.folder);
    expect(rig.hub.requests.map(({ path, range }) => `${path} ${range}`)).toEqual([
      'text_encoder/model.onnx bytes=50000-',
      'tokenizer/vocab.json bytes=0-',
    ]);
  });

  it('tells what did not go the usual way', async () => {
    rig.hub.next({ corruptAt: 9 });
    const quota = { freeBytes: async () => undefined, persist: async () => false };
    const { notices } = await rig.open(rig.tab({ quota, notices: ['This browser is odd.'] }));
    expect(notices).toEqual([
      'The browser does not promise to keep the model: it may delete it when the disk is full.',
      'unet/model.onnx arrived with wrong contents and was fetched once more.',
      'This browser is odd.',
    ]);
  });

  it('takes a stored file of another size for no file at all', async () => {
    await rig.open(rig.tab());
    const store = rig.disk();
    const name = (await store.list()).find((stored) => stored.includes('vocab')) ?? '';
    await store.delete(name);
    await store.append(name, sampleBytes(10, 1));
    rig.hub.requests.length = 0;
    await expectWhole((await rig.open(rig.tab())).folder);
    expect(rig.paths).toEqual(['tokenizer/vocab.json']);
  });
});

describe('the folder', () => {
  it('names a file that the model does not have', async () => {
    const { folder } = await rig.open(rig.tab());
    await expect(folder.read('vae/model.onnx', 0, 1)).rejects.toMatchObject({
      code: 'file-not-in-model',
      hint: 'It has: unet/model.onnx, text_encoder/model.onnx, tokenizer/vocab.json.',
    });
  });

  it('names a file that was cleared away since', async () => {
    const { folder } = await rig.open(rig.tab());
    await rig.tab().delete('sample');
    await expect(folder.read('unet/model.onnx', 0, 1)).rejects.toMatchObject({
      code: 'stored-file-gone',
      expectedBytes: 300_000,
      foundBytes: 0,
    });
  });

  it("wraps what the host's storage throws", async () => {
    await rig.open(rig.tab());
    const store = new SegmentedStore(mortalShelf(rig.shelf, 0));
    await expect(rig.open(rig.tab({ store }))).rejects.toMatchObject({ code: 'storage-failed' });
  });
});

describe('list, delete and versions', () => {
  it('lists sizes and frees every byte', async () => {
    const store = rig.tab();
    expect(await store.list()).toEqual([]);
    await rig.open(store);
    const other = { ...rig.manifest, id: 'sample-2' };
    await store.download(other, { licence: acceptLicence(other) });
    expect(await store.list()).toEqual([
      { id: 'sample', bytes: TOTAL, unfinishedBytes: 0 },
      { id: 'sample-2', bytes: TOTAL, unfinishedBytes: 0 },
    ]);
    await store.delete('sample');
    expect(await store.list()).toEqual([{ id: 'sample-2', bytes: TOTAL, unfinishedBytes: 0 }]);
    await store.delete('sample-2');
    await store.delete('sample-2');
    expect(await rig.shelf.keys()).toEqual([]);
  });

  it('a newer version fetches the changed file alone and deletes the old one', async () => {
    await rig.open(rig.tab());
    const files = { ...SAMPLE_FILES, 'tokenizer/vocab.json': sampleBytes(700, 8) };
    const newer = { ...sampleManifest(rig.hub.baseUrl, files), name: 'Sample Turbo 2' };
    rig.hub.requests.length = 0;
    rig.hub.always = { replacedBy: files['tokenizer/vocab.json'] };
    const { folder } = await rig.open(rig.tab(), {}, newer);
    expect(rig.paths).toEqual(['tokenizer/vocab.json']);
    await expectWhole(folder, files);
    expect(await rig.tab().list()).toEqual([{ id: 'sample', bytes: TOTAL, unfinishedBytes: 0 }]);
  });
});
