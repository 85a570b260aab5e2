// The tile policy on the workgroup memory of real adapters.

import { expect, test } from 'vitest';
import { chooseTile } from './attentionTile.ts';

const gpu = (workgroupBytes: number) => ({
  workgroupBytes,
  maxInvocations: 256,
  storageBytes: 2 ** 27,
  isSoftware: false,
});

test('a CLIP prompt fits whole where 32 KiB are to be had', () => {
  for (const headSize of [40, 64, 80]) {
    for (const elementBytes of [2, 4]) {
      const tile = chooseTile(headSize, elementBytes, 4096, gpu(32768));
      expect(tile?.chunk, `head size ${headSize}, ${elementBytes} bytes`).toBe(80);
    }
  }
});

test.each([16384, 32768, 49152, 65536])('no tile needs more than its %i bytes', (bytes) => {
  for (let headSize = 4; headSize <= 512; headSize += 4) {
    for (const elementBytes of [2, 4]) {
      const tile = chooseTile(headSize, elementBytes, 64, gpu(bytes));
      expect(tile?.bytes, `head size ${headSize}`).toBeLessThanOrEqual(bytes);
      expect((tile?.lanes ?? NaN) * (tile?.rowGroups ?? NaN)).toBeLessThanOrEqual(256);
      expect((tile?.lanes ?? NaN) * (tile?.keysPerLane ?? NaN)).toBeGreaterThanOrEqual(tile?.chunk ?? NaN);
    }
  }
});

test('few queries get small workgroups, many get large ones', () => {
  expect(chooseTile(64, 2, 256, gpu(32768))?.rowGroups).toBe(4);
  expect(chooseTile(64, 2, 4096, gpu(32768))?.rowGroups).toBe(8);
});

test('a head that leaves no room for one key is refused', () => {
  expect(chooseTile(2048, 4, 64, gpu(16384))).toBeUndefined();
});
