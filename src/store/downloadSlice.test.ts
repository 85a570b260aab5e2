// Downloads: progress, pause and resume, and what each end of one leaves behind.
import { afterEach, expect, it, vi } from 'vitest';
import { settleTasks } from '../../e2e/fixtures/memoryEngine.ts';
import { MemoryLibrary } from '../../e2e/fixtures/memoryLibrary.ts';
import type { ModelCard } from '../protocol/library.ts';
import type { AppStore } from './index.ts';
import { openStore } from './testing/storeRig.ts';

const LICENCE = 'https://licence.test/turbo';

const card = (store: AppStore, id = 'turbo'): ModelCard | undefined =>
  store.getState().cards?.find((candidate) => candidate.id === id);

async function listed(library: MemoryLibrary): Promise<AppStore> {
  const store = openStore([], library);
  await store.getState().refreshModels();
  return store;
}

afterEach(() => {
  vi.restoreAllMocks();
});

it('ends ready, with the news', async () => {
  const store = await listed(new MemoryLibrary());
  const download = store.getState().startDownload('turbo', LICENCE);
  expect(Object.keys(store.getState().downloads)).toEqual(['turbo']);
  await download;
  expect(store.getState()).toMatchObject({
    downloads: {},
    modelProblems: {},
    acceptedLicences: { turbo: LICENCE },
    modelNews: 'Turbo is downloaded and ready to use.',
  });
  expect(card(store)).toMatchObject({ isReady: true, storedBytes: 1000 });
});

it('shows the file, the bytes and a measured rate', async () => {
  const library = new MemoryLibrary(false);
  const store = await listed(library);
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  void store.getState().startDownload('turbo', LICENCE);
  for (let piece = 0; piece < 4; piece++) {
    now += 1000;
    await library.step();
  }
  expect(store.getState().downloads.turbo).toMatchObject({
    progress: { loadedBytes: 400, totalBytes: 1000, file: 'unet/model.onnx' },
    bytesPerSecond: 100,
  });
});

it('pauses without a problem, and goes on from there', async () => {
  const library = new MemoryLibrary(false);
  const store = await listed(library);
  const download = store.getState().startDownload('turbo', LICENCE);
  await library.step();
  await library.step();
  await store.getState().pauseDownload('turbo');
  await download;
  expect(store.getState()).toMatchObject({ downloads: {}, modelProblems: {}, modelNews: '' });
  expect(card(store)).toMatchObject({ isReady: false, unfinishedBytes: 200 });
  void store.getState().startDownload('turbo', LICENCE);
  await library.step();
  expect(store.getState().downloads.turbo?.progress?.loadedBytes).toBe(200);
});

it('a second start while one runs does nothing', async () => {
  const library = new MemoryLibrary(false);
  const spy = vi.spyOn(library, 'download');
  const store = await listed(library);
  void store.getState().startDownload('turbo', LICENCE);
  await store.getState().startDownload('turbo', LICENCE);
  expect(spy).toHaveBeenCalledTimes(1);
});

it('the failure of one model leaves the download of another alone', async () => {
  const library = new MemoryLibrary(false);
  const store = await listed(library);
  const broken = store.getState().startDownload('turbo', LICENCE);
  void store.getState().startDownload('other', 'https://licence.test/other');
  await settleTasks();
  library.failNext = new Error('cut');
  await library.step();
  await broken;
  expect(store.getState().modelProblems).toMatchObject({ turbo: { message: 'cut', during: 'library' } });
  expect(Object.keys(store.getState().downloads)).toEqual(['other']);
  expect(Object.keys(store.getState().modelProblems)).toEqual(['turbo']);
});

it('trying again forgets the problem', async () => {
  const library = new MemoryLibrary();
  const store = await listed(library);
  library.failNext = new Error('cut');
  await store.getState().startDownload('turbo', LICENCE);
  expect(store.getState().modelProblems.turbo?.message).toBe('cut');
  await store.getState().startDownload('turbo', LICENCE);
  expect(store.getState().modelProblems).toEqual({});
  expect(card(store)?.isReady).toBe(true);
});

it('one that finishes after its model was deleted is not called ready', async () => {
  const library = new MemoryLibrary();
  const store = await listed(library);
  const finish = library.download.bind(library);
  let goOn = (): void => {};
  library.download = async (...args) => {
    const done = await finish(...args);
    await new Promise<void>((resolve) => (goOn = resolve));
    return done;
  };
  const download = store.getState().startDownload('turbo', LICENCE);
  await vi.waitUntil(async () => (await library.list())[1]?.isReady === true);
  await store.getState().deleteModel('turbo');
  goOn();
  await download;
  expect(card(store)).toMatchObject({ isReady: false, storedBytes: 0 });
  expect(store.getState()).toMatchObject({ downloads: {}, modelNews: 'Turbo is deleted.' });
});

it('a licence that was not the model’s own is refused, as a problem of that model', async () => {
  const store = await listed(new MemoryLibrary());
  await store.getState().startDownload('turbo', 'https://licence.test/another');
  expect(store.getState().modelProblems.turbo?.code).toBe('licence-not-accepted');
  expect(card(store)?.storedBytes).toBe(0);
});
