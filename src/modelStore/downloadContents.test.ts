// Files that arrive with other contents than the manifest says are fetched once more, then refused.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { BYTES, DownloadRig, FILE, TARGET } from './testing/downloadRig.ts';
import { sampleBytes, sha256Of } from './testing/sampleModel.ts';

let rig: DownloadRig;

beforeEach(async () => {
  rig = await DownloadRig.start();
});

afterEach(() => rig.close());

it('a corrupted byte is found and the file fetched once more, from its beginning', async () => {
  rig.hub.next({ corruptAt: 123_456 });
  await rig.download();
  await rig.expectStored();
  expect(rig.ranges).toEqual(['bytes=0-', 'bytes=0-']);
  expect(rig.notices).toEqual([`${FILE} arrived with wrong contents and was fetched once more.`]);
});

it('a byte that rotted on the disk between two visits is found too', async () => {
  await rig.leavePart(100_000, { corruptAt: 7 });
  await rig.download();
  await rig.expectStored();
  expect(rig.ranges).toEqual(['bytes=100000-', 'bytes=0-']);
});

it('corrupted twice: an error with file, expected and found hash, and nothing kept', async () => {
  rig.hub.always = { corruptAt: 123_456 };
  const found = BYTES.slice();
  found[123_456] = (found[123_456] ?? 0) ^ 1;
  await expect(rig.download()).rejects.toMatchObject({
    code: 'download-hash',
    file: FILE,
    expectedHash: TARGET.hash,
    foundHash: sha256Of(found),
  });
  expect(rig.hub.requests).toHaveLength(2);
  expect(await rig.store.list()).toEqual([]);
});

it.each([
  ['shorter', 250_000, false],
  ['longer', 350_000, false],
  ['shorter, of unknown length', 250_000, true],
  ['longer, of unknown length', 350_000, true],
])('a file that is %s: one more try, then an error, and nothing kept', async (_, length, hidesLength) => {
  rig.hub.always = { replacedBy: sampleBytes(length, 5), hidesLength };
  const error: unknown = await rig.download().catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'download-size', file: FILE, expectedBytes: 300_000 });
  const { foundBytes } = error as { foundBytes: number };
  // Of a longer file of unknown length no more is fetched than shows that it is too long.
  if (length < 300_000 || !hidesLength) expect(foundBytes).toBe(length);
  else expect(foundBytes).toBeGreaterThan(300_000);
  expect(rig.hub.requests).toHaveLength(2);
  expect(await rig.store.list()).toEqual([]);
});

it.each([
  ['text/html; charset=utf-8', '<p>Please log in</p>'],
  ['application/octet-stream', '\n<!DOCTYPE html><html><body>404</body></html>'],
])('a web page sent as %s is named as one', async (type, text) => {
  rig.hub.always = { page: { type, text } };
  await expect(rig.download()).rejects.toMatchObject({ code: 'download-web-page', file: FILE });
  expect(await rig.store.list()).toEqual([]);
  expect(rig.hub.requests).toHaveLength(1);
});
