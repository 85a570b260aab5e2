// Taking up a download where the server, or the file on it, is not what it was.

import { afterEach, beforeEach, expect, it } from 'vitest';
import { browserGet } from './adapters/browserGet.ts';
import type { HttpGet } from './ports.ts';
import { DownloadRig, FILE, NAME, TARGET } from './testing/downloadRig.ts';
import { sampleBytes, sha256Of } from './testing/sampleModel.ts';

let rig: DownloadRig;

beforeEach(async () => {
  rig = await DownloadRig.start();
});

afterEach(() => rig.close());

it('starts again, and says so, where the server ignores Range', async () => {
  await rig.leavePart(100_000, { ignoresRange: true });
  rig.hub.always = { ignoresRange: true };
  await rig.download();
  await rig.expectStored();
  expect(rig.hub.requests).toHaveLength(1);
  expect(rig.notices).toEqual([
    `${FILE} comes from a server that cannot resume: its download started again.`,
  ]);
});

it('gives up where such a server always cuts at the same place', async () => {
  rig.hub.always = { ignoresRange: true, cutAfter: 100_000 };
  await expect(rig.download()).rejects.toMatchObject({ code: 'download-cut', expectedBytes: 300_000 });
  // The first, two retries, and two more after the first brought bytes.
  expect(rig.hub.requests.length).toBeLessThanOrEqual(5);
});

it('starts again where If-Range finds another ETag', async () => {
  await rig.leavePart(100_000, { etag: '"old"' });
  await rig.download();
  await rig.expectStored();
  expect(rig.hub.requests).toHaveLength(1);
  expect(rig.hub.requests[0]?.ifRange).toBe('"old"');
  expect(rig.notices).toEqual([`${FILE} has changed at its source: its download started again.`]);
});

it('never sends a weak ETag as If-Range, and starts again where the answer has another', async () => {
  await rig.leavePart(100_000, { etag: 'W/"old"' });
  await rig.download();
  await rig.expectStored();
  expect(rig.hub.requests.map(({ range, ifRange }) => [range, ifRange])).toEqual([
    ['bytes=100000-', undefined],
    ['bytes=0-', undefined],
  ]);
  expect(rig.notices).toEqual([`${FILE} has changed at its source: its download started again.`]);
});

it('resumes without any ETag: the hash stands guard', async () => {
  rig.hub.always = { etag: null };
  await rig.leavePart(100_000, { etag: null });
  await rig.download();
  await rig.expectStored();
  expect(rig.hub.requests.map(({ range, ifRange }) => [range, ifRange])).toEqual([
    ['bytes=100000-', undefined],
  ]);
});

it('asks again without If-Range where a CORS preflight refuses that header', async () => {
  await rig.leavePart(100_000);
  const get: HttpGet = (url, headers, signal) =>
    'If-Range' in headers
      ? Promise.reject(new TypeError('Failed to fetch'))
      : browserGet(url, headers, signal);
  await rig.download({ get });
  await rig.expectStored();
  expect(rig.ranges).toEqual(['bytes=100000-']);
});

it('starts again where the file at the server has become shorter than what is here', async () => {
  await rig.leavePart(100_000, { etag: null });
  rig.hub.next({ status: 416 });
  await rig.download();
  await rig.expectStored();
  expect(rig.ranges).toEqual(['bytes=100000-', 'bytes=0-']);
});

it('starts again where the answer holds another range than asked for', async () => {
  await rig.leavePart(100_000);
  rig.hub.next({ shiftedBy: 10 });
  await rig.download();
  await rig.expectStored();
  expect(rig.ranges).toEqual(['bytes=100000-', 'bytes=0-']);
});

it('drops what is here of another version of the file', async () => {
  await rig.leavePart(100_000);
  const other = sampleBytes(300_000, 9);
  rig.hub.always = { replacedBy: other };
  await rig.download({ target: { ...TARGET, hash: sha256Of(other) } });
  expect(rig.ranges).toEqual(['bytes=0-']);
  expect(Buffer.compare(await rig.store.read(NAME, 0, 300_000), other)).toBe(0);
});

it.each(['', '{"bytes": 300000, "sha', 'null', '{}'])('drops bytes whose record is %j', async (record) => {
  const store = rig.store;
  await store.append(`${NAME}.part`, sampleBytes(5000, 4));
  await store.append(`${NAME}.part.json`, new TextEncoder().encode(record));
  await rig.download();
  await rig.expectStored();
  expect(rig.ranges).toEqual(['bytes=0-']);
});
