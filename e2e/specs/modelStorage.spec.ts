// Where models go in browsers that lack the best storage, or the room: each way runs here, with features of Chromium taken away.
import type { Page } from '@playwright/test';
import { sha256Of } from '../../src/modelStore/testing/sampleModel.ts';
import { expect, FILES, test, TOTAL, UNET } from '../fixtures/hubTest.ts';
import type { LibraryPage } from '../fixtures/libraryPage.ts';

// The page's policy lets no worker start from a blob, and that is how the library gets its prelude here.
test.use({ bypassCSP: true });

const NO_HANDLES = 'delete FileSystemFileHandle.prototype.createSyncAccessHandle;';
const NO_OPFS = 'delete StorageManager.prototype.getDirectory;';
const NO_CACHE = 'delete globalThis.caches; delete WorkerGlobalScope.prototype.caches;';

/** Runs in the library's worker, before the library. (A worker whose script `page.route` has replaced cannot reach the hub here.) */
async function inLibrary(page: Page, script: string): Promise<void> {
  await page.addInitScript((prelude) => {
    const address = (text: string) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        const isLibrary = options?.name === 'steeraway-library';
        const both = `import '${address(prelude)}'; import '${new URL(url, location.href).href}';`;
        super(isLibrary ? address(both) : url, options);
      }
    };
  }, script);
}

async function expectReads(library: LibraryPage): Promise<void> {
  const bytes = FILES[UNET];
  expect(`sha256:${await library.hashOf(UNET, bytes.byteLength)}`).toBe(sha256Of(bytes));
}

for (const [storage, script] of [
  ['OPFS without synchronous handles', NO_HANDLES],
  ['Cache Storage', NO_OPFS],
] as const) {
  test(`${storage}: pause, resume, and the next visit offline`, async ({ library, hub }) => {
    await inLibrary(library.page, script);
    await library.open();
    hub.always = { slowness: 40 };
    const running = library.download();
    await expect.poll(async () => (await library.card()).unfinishedBytes).toBeGreaterThan(1_000_000);
    await library.pause();
    await running;
    hub.always = {};
    hub.requests.length = 0;
    await library.open();
    const { unfinishedBytes } = await library.card();
    expect(await library.download()).toMatchObject({ card: { isReady: true } });
    expect(hub.requests[0]?.range).toBe(`bytes=${unfinishedBytes}-`);
    await hub.close();
    await library.open();
    await expectReads(library);
    await library.delete();
    expect(await library.card()).toMatchObject({ storedBytes: 0, unfinishedBytes: 0 });
  });
}

test('no storage at all: from memory, and the card says so before anything is downloaded', async ({
  library,
}) => {
  await inLibrary(library.page, NO_OPFS + NO_CACHE);
  await library.open();
  expect((await library.card()).notices).toEqual([expect.stringMatching(/run from memory/)]);
  expect(await library.download()).toMatchObject({ card: { isReady: true, storedBytes: TOTAL } });
  await expectReads(library);
  await library.open();
  expect(await library.card()).toMatchObject({ isReady: false, storedBytes: 0 });
});

test('too little room: from memory, and the card says so', async ({ library, baseURL }) => {
  const session = await library.page.context().newCDPSession(library.page);
  await session.send('Storage.overrideQuotaForOrigin', { origin: baseURL ?? '', quotaSize: 3_000_000 });
  const { card } = await library.download();
  expect(card?.isReady).toBe(true);
  expect(card?.notices.join(' ')).toMatch(
    /no room to keep SD-Turbo.* runs from memory|runs from memory.*no room/,
  );
  await expectReads(library);
});
