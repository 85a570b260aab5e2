// One file from a server that is sound, slow, cut, or not there at all.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { MemoryShelf } from './adapters/memoryShelf.ts';
import { BYTES, DownloadRig, FILE, NAME, TARGET } from './testing/downloadRig.ts';
import { mortalShelf } from './testing/mortalShelf.ts';
import { sha256Of } from './testing/sampleModel.ts';

let rig: DownloadRig;

beforeEach(async () => {
  rig = await DownloadRig.start();
});

afterEach(() => rig.close());

it('gives the file in one request, with progress', async () => {
  const progress: number[] = [];
  await rig.download({ onProgress: (_, bytes) => progress.push(bytes) });
  await rig.expectStored();
  expect(rig.hub.requests).toHaveLength(1);
  expect(rig.hub.requests[0]).toMatchObject({ range: 'bytes=0-', ifRange: undefined });
  expect(progress.at(0)).toBe(0);
  expect(progress.at(-1)).toBe(BYTES.byteLength);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  expect(rig.notices).toEqual([]);
});

it('goes on after cuts, each time from the byte where it stopped', async () => {
  rig.hub.next({ cutAfter: 100_000 }, { cutAfter: 50_000 }, { cutAfter: 70_000 });
  await rig.download({ retryMilliseconds: [0] });
  await rig.expectStored();
  const ranges = rig.ranges;
  expect(ranges).toEqual(['bytes=0-', 'bytes=100000-', 'bytes=150000-', 'bytes=220000-']);
  expect(rig.hub.requests[1]?.ifRange).toBe(`"v300000-${BYTES[0]}"`);
  expect(rig.notices).toEqual([]);
});

it('resumes what an earlier visit left: the hash is rebuilt from the stored bytes', async () => {
  await rig.leavePart(100_000);
  const progress: (readonly [string, number])[] = [];
  await rig.download({ onProgress: (...report) => progress.push(report) });
  await rig.expectStored();
  expect(rig.ranges).toEqual(['bytes=100000-']);
  expect(progress[0]).toEqual(['checking', 100_000]);
});

it('is not asked again for a file that only lacked its name', async () => {
  const store = rig.store;
  await rig.leavePart(BYTES.byteLength - 1);
  await store.append(`${NAME}.part`, BYTES.slice(-1));
  await rig.download();
  await rig.expectStored();
  expect(rig.hub.requests).toEqual([]);
});

it('stops when told, keeps what came, and resumes', async () => {
  const stop = new AbortController();
  rig.hub.next({ silentAfter: 100_000 });
  const onProgress = (_: string, bytes: number) => {
    if (bytes === 100_000) stop.abort();
  };
  await expect(rig.download({ signal: stop.signal, onProgress })).rejects.toMatchObject({
    code: 'download-stopped',
    file: FILE,
  });
  expect(await rig.store.size(`${NAME}.part`)).toBe(100_000);
  expect(await rig.store.size(NAME)).toBeUndefined();
  await rig.download();
  await rig.expectStored();
  expect(rig.hub.requests.at(-1)?.range).toBe('bytes=100000-');
});

it('is not even asked when the signal has fired already', async () => {
  await expect(rig.download({ signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: 'download-stopped',
  });
  expect(rig.hub.requests).toEqual([]);
});

it.each([
  [404, 1, /moved or removed/],
  [403, 1, /login/],
  [503, 3, /wait a while/],
  [429, 3, /wait a while/],
])('status %i is an error after %i requests', async (status, requests, hint) => {
  rig.hub.always = { status };
  await expect(rig.download()).rejects.toMatchObject({
    code: 'download-refused',
    file: FILE,
    status,
    hint: expect.stringMatching(hint) as string,
  });
  expect(rig.hub.requests).toHaveLength(requests);
  expect(await rig.store.list()).toEqual([]);
});

it('a passing 503 is waited out', async () => {
  rig.hub.next({ status: 503 });
  await rig.download();
  await rig.expectStored();
});

it('no server at all', async () => {
  await rig.hub.close();
  await expect(rig.download()).rejects.toMatchObject({
    code: 'download-unreachable',
    message: expect.stringContaining(new URL(rig.hub.baseUrl).host) as string,
  });
});

it('a silent connection counts as lost and is taken up again', async () => {
  rig.hub.next({ silentAfter: 100_000 });
  await rig.download({ silenceMilliseconds: 300 });
  await rig.expectStored();
  expect(rig.ranges).toEqual(['bytes=0-', 'bytes=100000-']);
});

it('a server that never answers', async () => {
  rig.hub.always = { onRequest: () => new Promise(() => {}) };
  await expect(rig.download({ silenceMilliseconds: 100, retryMilliseconds: [] })).rejects.toMatchObject({
    code: 'download-unreachable',
  });
});

it('a tab killed before any change to the storage leaves nothing that counts as cached, and the next visit finishes', async () => {
  rig.hub.always = { cutAfter: 80_000 };
  let lifetime = 0;
  for (let isDone = false; !isDone; lifetime += 1) {
    rig.shelf = new MemoryShelf();
    isDone = await rig.download({ over: mortalShelf(rig.shelf, lifetime) }).then(
      () => true,
      () => false,
    );
    const found = await rig.store.size(NAME);
    expect([undefined, BYTES.byteLength], `killed before change ${lifetime}`).toContain(found);
    if (found === undefined) await rig.download();
    expect(sha256Of(await rig.store.read(NAME, 0, BYTES.byteLength))).toBe(TARGET.hash);
  }
  // Record, four pieces, rename and clean-up, each of several changes: the loop has been through all of them.
  expect(lifetime).toBeGreaterThan(12);
});
