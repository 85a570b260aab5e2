// A model whose files the hub lists: listed once, then checked against that list, online or not.

import { afterEach, beforeEach, expect, it } from 'vitest';
import type { HubModel } from './manifest.ts';
import { listingName } from './storedListing.ts';
import { HUB_FILES, sampleHubModel } from './testing/sampleHubModel.ts';
import { sampleBytes } from './testing/sampleModel.ts';
import { acceptLicence, expectWhole, StoreRig, TOTAL } from './testing/storeRig.ts';

let rig: StoreRig;
let model: HubModel;

beforeEach(async () => {
  rig = await StoreRig.start(HUB_FILES);
  model = sampleHubModel(rig.hub.baseUrl);
});

afterEach(() => rig.close());

const UNET = 'someone/sample-turbo/resolve/main/unet/model.onnx';

/** A visit that stops in the middle of the first file. */
async function stoppedVisit(): Promise<void> {
  const stop = new AbortController();
  rig.hub.next({ silentAfter: 100_000 });
  const visit = rig.tab().download(model, {
    licence: acceptLicence(model),
    signal: stop.signal,
    onProgress: ({ loadedBytes }) => loadedBytes >= 100_000 && stop.abort(),
  });
  await expect(visit).rejects.toMatchObject({ code: 'download-stopped' });
}

it('asks the hub once; the second visit needs no hub', async () => {
  expect(await rig.tab().inspect(model)).toMatchObject({ totalBytes: 400_000, isComplete: false });
  const { folder } = await rig.open(rig.tab(), {}, model);
  await expectWhole(folder);
  expect(rig.hub.listings).toBe(2);
  await rig.hub.close();
  const again = await rig.open(rig.tab(), { licence: undefined }, model);
  await expectWhole(again.folder);
  expect(await rig.tab().inspect(model)).toMatchObject({
    totalBytes: TOTAL,
    storedBytes: TOTAL,
    isComplete: true,
  });
});

it('asks for no byte before the licence is accepted', async () => {
  await expect(rig.tab().download(model, { licence: undefined })).rejects.toMatchObject({
    code: 'licence-not-accepted',
  });
  expect([rig.hub.requests, rig.hub.listings, await rig.shelf.keys()]).toEqual([[], 0, []]);
});

it('is not opened before it is all here', async () => {
  await stoppedVisit();
  await expect(rig.tab().open(model)).rejects.toMatchObject({
    code: 'model-incomplete',
    message: 'Sample Turbo is not all here: about 0.4 MB are missing.',
  });
});

it('goes on with the same list after the repository has changed, on another hub too', async () => {
  await stoppedVisit();
  rig.hub.put('someone/sample-turbo/resolve/main/unet/new.onnx', sampleBytes(10, 1));
  rig.hub.requests.length = 0;
  const { folder } = await rig.open(
    rig.tab(),
    {},
    { ...model, baseUrl: rig.hub.baseUrl.replace('127.0.0.1', 'localhost') },
  );
  await expectWhole(folder);
  expect(rig.hub.listings).toBe(2);
  expect(rig.hub.requests[0]).toMatchObject({ path: UNET, range: 'bytes=100000-' });
});

it('a changed file says to delete and download again, and that helps', async () => {
  await stoppedVisit();
  const changed = sampleBytes(300_000, 77);
  rig.hub.put(UNET, changed);
  await expect(rig.open(rig.tab(), {}, model)).rejects.toMatchObject({
    code: 'download-hash',
    file: 'unet/model.onnx',
    hint: expect.stringContaining('delete the model and download it again') as string,
  });
  await rig.tab().delete(model.id);
  const { folder } = await rig.open(rig.tab(), {}, model);
  expect(Buffer.compare(await folder.read('unet/model.onnx', 0, 300_000), changed)).toBe(0);
});

it('checks small files by the name that git gives them', async () => {
  rig.hub.next({}, {}, { corruptAt: 5 });
  const { folder, notices } = await rig.open(rig.tab(), {}, model);
  await expectWhole(folder);
  expect(notices).toEqual(['tokenizer/vocab.json arrived with wrong contents and was fetched once more.']);
});

it('an entry that takes other files needs another list, and keeps what it has', async () => {
  await rig.open(rig.tab(), {}, model);
  const [source, tokenizer] = model.sources;
  const wider = { ...model, sources: [{ ...source!, take: [...source!.take, 'vae_encoder/'] }, tokenizer!] };
  rig.hub.requests.length = 0;
  const { folder } = await rig.open(rig.tab(), {}, wider);
  expect([...(await folder.list()).keys()]).toContain('vae_encoder/model.onnx');
  expect(rig.paths).toEqual(['someone/sample-turbo/resolve/main/vae_encoder/model.onnx']);
});

it.each(['', '{', 'null', '{"sources": [], "files": []}'])(
  'a list that the disk spoilt (%j) is asked for again',
  async (text) => {
    await rig.open(rig.tab(), {}, model);
    const disk = rig.disk();
    await disk.delete(listingName(model.id));
    await disk.append(listingName(model.id), new TextEncoder().encode(text));
    rig.hub.requests.length = 0;
    await expectWhole((await rig.open(rig.tab(), {}, model)).folder);
    expect([rig.hub.requests, rig.hub.listings]).toEqual([[], 4]);
  },
);

it('two tabs ask the hub once', async () => {
  const both = await Promise.all([rig.open(rig.tab(), {}, model), rig.open(rig.tab(), {}, model)]);
  for (const { folder } of both) await expectWhole(folder);
  expect([rig.hub.requests.length, rig.hub.listings]).toEqual([3, 2]);
});

it('a refused delete deletes nothing, not even the files that are finished', async () => {
  let refusal: unknown;
  rig.hub.next({}, { onRequest: deleteNow });
  async function deleteNow(): Promise<void> {
    refusal = await rig
      .tab()
      .delete(model.id)
      .catch((error: unknown) => error);
  }
  const { folder } = await rig.open(rig.tab(), {}, model);
  expect(refusal).toMatchObject({ code: 'model-busy', modelId: 'sample' });
  await expectWhole(folder);
});

it('delete leaves nothing, not even the list', async () => {
  await rig.open(rig.tab(), {}, model);
  await rig.tab().delete(model.id);
  expect(await rig.shelf.keys()).toEqual([]);
});

it('without room even for the list, both go to memory', async () => {
  const store = rig.tab({ store: rig.disk(100) });
  const { folder, notices } = await rig.open(store, {}, model);
  await expectWhole(folder);
  expect(notices.at(-1)).toBe('Sample Turbo runs from memory and will be downloaded again next time.');
});
