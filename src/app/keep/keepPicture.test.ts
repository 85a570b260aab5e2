// Copying that fails says why: a picture that never came is no refusal of the browser.
import { afterEach, expect, it, vi } from 'vitest';
import { MemoryEngine } from '../../../e2e/fixtures/memoryEngine.ts';
import { openStore, readyStore } from '../../store/testing/storeRig.ts';
import { copyPicture } from './keepPicture.ts';

afterEach(() => void vi.unstubAllGlobals());

/** @param write takes the promised picture, as the clipboard does */
function stubClipboard(write: (png: Promise<Blob>) => Promise<unknown>): void {
  class Item {
    constructor(readonly types: Readonly<Record<string, Promise<Blob>>>) {}
  }
  vi.stubGlobal('ClipboardItem', Item);
  const clipboard = {
    write: ([item]: Item[]) => write(item?.types['image/png'] ?? Promise.reject(new Error())),
  };
  vi.stubGlobal('navigator', { clipboard });
}

/** Chromium's answer to an item whose promise fails. */
const waitForIt = (png: Promise<Blob>): Promise<unknown> =>
  png.catch(() => {
    throw new DOMException('Promises did not resolve', 'NotAllowedError');
  });

it('tells what kept the picture from coming, and offers nothing that would fail as well', async () => {
  const engine = new MemoryEngine();
  const store = await readyStore([engine]);
  vi.spyOn(engine, 'readPixels').mockRejectedValue(new Error('The GPU was lost.'));
  stubClipboard(waitForIt);
  await copyPicture(store, 'steered');
  expect(store.getState().note).toMatchObject({ text: 'The GPU was lost.', isProblem: true, offer: null });
});

it('tells that there is no picture', async () => {
  const store = openStore([]);
  stubClipboard(waitForIt);
  await copyPicture(store, 'steered');
  expect(store.getState().note?.text).toBe('There is no picture to copy.');
});

it('tells a refusal, and offers to save', async () => {
  const store = await readyStore();
  stubClipboard(() => Promise.reject(new DOMException('No.', 'NotAllowedError')));
  await copyPicture(store, 'steered');
  const { note } = store.getState();
  expect(note?.text).toBe('The browser does not let the page copy pictures.');
  expect(note?.offer).toEqual({ kind: 'save', slot: 'steered' });
});
