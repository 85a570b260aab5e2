// The tile policy on the workgroup memory, invocations and subgroups of real adapters.

import { expect, test } from 'vitest';
import { attentionTiles, wantedChunk } from './attentionTile.ts';

const gpu = (workgroupBytes: number, subgroupMinSize?: number) => ({
  workgroupBytes,
  maxInvocations: 256,
  storageBytes: 2 ** 27,
  isSoftware: false,
  subgroupMinSize,
});

test('a CLIP prompt fits whole where 32 KiB are to be had', () => {
  for (const headSize of [40, 64, 80]) {
    for (const elementBytes of [2, 4]) {
      const [guess] = attentionTiles(headSize, elementBytes, 4096, gpu(32768));
      expect(guess?.chunk, `head size ${headSize}, ${elementBytes} bytes`).toBe(80);
      expect(wantedChunk(headSize)).toBe(80);
    }
  }
});

test.each([16384, 32768, 49152, 65536])('no tile needs more than its %i bytes', (bytes) => {
  for (let headSize = 4; headSize <= 512; headSize += 4) {
    for (const elementBytes of [2, 4]) {
      const tiles = attentionTiles(headSize, elementBytes, 64, gpu(bytes, 32));
      expect(tiles, `head size ${headSize}`).not.toHaveLength(0);
      for (const tile of tiles) {
        expect(tile.bytes, `head size ${headSize}`).toBeLessThanOrEqual(bytes);
        expect(tile.lanes * tile.rowGroups).toBeLessThanOrEqual(256);
        expect(tile.lanes * tile.keysPerLane).toBeGreaterThanOrEqual(tile.chunk);
      }
    }
  }
});

test('few queries get small workgroups, many get large ones', () => {
  expect(attentionTiles(64, 2, 256, gpu(32768))[0]?.rowGroups).toBe(4);
  expect(attentionTiles(64, 2, 4096, gpu(32768))[0]?.rowGroups).toBe(8);
});

test('16, 32 and 64 rows are there to choose from, and less memory where it makes a difference', () => {
  const of = (bytes: number) =>
    attentionTiles(64, 4, 4096, gpu(bytes)).map(
      ({ rowGroups, chunk }) => `${4 * rowGroups} rows, ${chunk} keys`,
    );
  expect(of(65536)).toEqual([
    '32 rows, 80 keys',
    '16 rows, 80 keys',
    '64 rows, 80 keys',
    '32 rows, 71 keys',
    '32 rows, 30 keys',
  ]);
  expect(of(16384)).toEqual(['16 rows, 42 keys', '32 rows, 30 keys', '64 rows, 15 keys']);
});

test('no two tiles are the same', () => {
  for (const headSize of [32, 40, 64, 80, 128, 160]) {
    const tiles = attentionTiles(headSize, 4, 256, gpu(65536, 32)).map((tile) => JSON.stringify(tile));
    expect(new Set(tiles).size, `head size ${headSize}`).toBe(tiles.length);
  }
});

test.each([
  [64, undefined, false, 'the device has none'],
  [64, 8, false, '16 lanes would straddle subgroups of 8'],
  [64, 16, true, '16 lanes fill subgroups of 16'],
  [64, 32, true, 'two row groups share subgroups of 32'],
  [32, 8, true, '8 lanes fill subgroups of 8'],
  [40, 32, false, '10 lanes would straddle the second subgroup'],
  [256, 32, false, '64 lanes are more than a subgroup of 32'],
  [256, 64, true, '64 lanes fill subgroups of 64'],
])(
  'heads of %i, subgroups of %s or more: reduced in subgroups is %s, as %s',
  (headSize, size, offered, _why) => {
    const tiles = attentionTiles(headSize, 4, 256, gpu(32768, size));
    expect(tiles.some(({ reduction }) => reduction === 'subgroup')).toBe(offered);
  },
);

test('a head that leaves no room for one key is refused', () => {
  expect(attentionTiles(2048, 4, 64, gpu(16384))).toEqual([]);
});
