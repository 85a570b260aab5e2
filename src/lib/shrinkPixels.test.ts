// Blocks become their mean, small pictures stay as they are, odd rests are left out.
import { expect, test } from 'vitest';
import { shrinkPixels } from './shrinkPixels.ts';

const grey = (width: number, height: number, at: (x: number, y: number) => number) => ({
  width,
  height,
  rgba: Uint8ClampedArray.from({ length: width * height * 4 }, (_, index) =>
    index % 4 === 3 ? 255 : at((index >> 2) % width, Math.floor((index >> 2) / width)),
  ),
});

test('a small picture is the same object', () => {
  const pixels = grey(4, 2, () => 7);
  expect(shrinkPixels(pixels, 4)).toBe(pixels);
});

test('blocks of two by two become their mean', () => {
  const { width, height, rgba } = shrinkPixels(
    grey(4, 2, (x) => x * 10),
    2,
  );
  expect([width, height]).toEqual([2, 1]);
  expect([...rgba]).toEqual([5, 5, 5, 255, 25, 25, 25, 255]);
});

test('the longer side decides, and what fills no block is left out', () => {
  const { width, height } = shrinkPixels(
    grey(7, 3, () => 1),
    3,
  );
  expect([width, height]).toEqual([2, 1]);
});
