// A model is downloaded once, survives a killed tab and a flipped bit, loads offline, and leaves nothing when deleted.
import { sha256Of } from '../../src/modelStore/testing/sampleModel.ts';
import { atHub, expect, FILES, test, TOTAL, UNET } from '../fixtures/hubTest.ts';
import { LibraryPage } from '../fixtures/libraryPage.ts';

/** Every file of the model is here, byte for byte, as the engine would read it. */
async function expectWhole(library: LibraryPage): Promise<void> {
  expect(await library.card()).toMatchObject({ isReady: true, totalBytes: TOTAL, storedBytes: TOTAL });
  for (const [path, bytes] of Object.entries(FILES))
    expect(`sha256:${await library.hashOf(path, bytes.byteLength)}`, path).toBe(sha256Of(bytes));
}

test('downloads with progress, loads offline the next time, and frees the space when deleted', async ({
  library,
  hub,
}) => {
  const before = await library.usage();
  expect(await library.card()).toMatchObject({ isReady: false, storedBytes: 0, totalBytes: 2.52e9 });

  const { card, progress } = await library.download();
  expect(card).toMatchObject({ isReady: true, storedBytes: TOTAL, unfinishedBytes: 0 });
  const loaded = progress.map(({ loadedBytes }) => loadedBytes);
  expect(loaded).toEqual(loaded.toSorted((a, b) => a - b));
  expect(new Set(progress.map(({ file }) => file))).toEqual(new Set(Object.keys(FILES)));
  expect(progress.at(-1)).toMatchObject({ loadedBytes: TOTAL, totalBytes: TOTAL });
  await expectWhole(library);
  expect(hub.listings, 'one list for each repository').toBe(2);
  expect(hub.requests.map(({ path }) => path)).toEqual(Object.keys(FILES).map(atHub));
  expect(await library.usage(), 'bytes on the disk').toBeGreaterThan(before + TOTAL);

  await hub.close();
  await library.open();
  await expectWhole(library);
  expect(await library.download(), 'nothing is missing, so nobody is asked').toMatchObject({
    card: { isReady: true },
  });

  expect(await library.delete()).toBeUndefined();
  expect(await library.card()).toMatchObject({ isReady: false, storedBytes: 0, unfinishedBytes: 0 });
  expect(await library.hashOf(UNET, 2)).toBe('model-incomplete');
  await expect.poll(() => library.usage()).toBeLessThan(before + TOTAL / 2);
});

test('a tab killed in the middle of a file: the next visit goes on from the byte where it ended', async ({
  library,
  hub,
}) => {
  hub.always = { slowness: 40 };
  const killed = library.download().catch(() => undefined);
  await expect.poll(async () => (await library.card()).unfinishedBytes).toBeGreaterThan(1_000_000);
  const context = library.page.context();
  await library.page.close();
  await killed;

  hub.always = {};
  hub.requests.length = 0;
  const next = new LibraryPage(await context.newPage(), library.hub);
  await next.open();
  const { isReady, storedBytes, unfinishedBytes } = await next.card();
  expect({ isReady, storedBytes }, 'half a file counts for nothing').toEqual({
    isReady: false,
    storedBytes: 400_000,
  });
  expect(unfinishedBytes).toBeLessThan(FILES[UNET].byteLength);
  const { progress } = await next.download();
  expect(progress[0]).toMatchObject({ phase: 'checking', file: UNET });
  expect(hub.requests[0]).toMatchObject({ path: atHub(UNET), range: `bytes=${unfinishedBytes}-` });
  expect(hub.requests, 'three files were missing').toHaveLength(3);
  expect(hub.listings, 'the list of the first visit still holds').toBe(2);
  await expectWhole(next);
});

test('a flipped bit is found, and the file fetched again', async ({ library, hub }) => {
  hub.next({}, { corruptAt: 5_999_999 });
  const { card } = await library.download();
  expect(card?.notices).toContain(`${UNET} arrived with wrong contents and was fetched once more.`);
  const asked = hub.requests.filter(({ path }) => path === atHub(UNET)).map(({ range }) => range);
  expect(asked).toEqual(['bytes=0-', 'bytes=0-']);
  await expectWhole(library);
});

test('a pause keeps what came; a server without Range starts the file again, and says so', async ({
  library,
  hub,
}) => {
  hub.always = { slowness: 40 };
  const running = library.download();
  await expect.poll(async () => (await library.card()).unfinishedBytes).toBeGreaterThan(1_000_000);
  await library.pause();
  expect(await running).toMatchObject({ code: 'download-stopped' });
  expect((await library.card()).unfinishedBytes).toBeGreaterThan(1_000_000);

  hub.always = { ignoresRange: true };
  const { card } = await library.download();
  expect(card?.notices).toContain(
    `${UNET} comes from a server that cannot resume: its download started again.`,
  );
  await expectWhole(library);
});

test('two tabs download at once: one waits, no file is fetched twice, and neither can delete meanwhile', async ({
  library,
  hub,
}) => {
  hub.always = { slowness: 20 };
  const other = new LibraryPage(await library.page.context().newPage(), library.hub);
  await other.open();
  const first = library.download();
  await expect.poll(() => hub.requests.length).toBeGreaterThan(0);
  const second = other.download();
  expect(await other.delete()).toBe('model-busy');
  const [{ card }, { progress }] = await Promise.all([first, second]);
  expect(card).toMatchObject({ isReady: true });
  expect(progress[0]).toMatchObject({ phase: 'waiting' });
  expect(hub.requests).toHaveLength(Object.keys(FILES).length);
  for (const tab of [library, other]) await expectWhole(tab);
});

test('what the hub refuses is said, and leaves nothing behind', async ({ library, hub }) => {
  hub.listing = { status: 401 };
  expect(await library.download()).toMatchObject({ code: 'hub-gated' });
  hub.listing = {};
  hub.always = { page: { type: 'text/html', text: '<!doctype html>Log in' } };
  expect(await library.download()).toMatchObject({ code: 'download-web-page' });
  hub.put(atHub(UNET), FILES[UNET].subarray(0, 10));
  hub.always = {};
  expect(await library.download()).toMatchObject({ code: 'download-size' });
  await hub.close();
  expect(await library.download()).toMatchObject({ code: 'download-unreachable' });
  expect(await library.card()).toMatchObject({ isReady: false, unfinishedBytes: 0 });
});
