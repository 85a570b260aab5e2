// A GIF holds the frames that differ, each for as long as it was on the screen.
import { expect, it } from 'vitest';
import { gifFrames } from '../../../e2e/fixtures/gifFrames.ts';
import { GifFile } from './gifFile.ts';

const plain = (red: number, width = 6, height = 4): Uint8ClampedArray =>
  new Uint8ClampedArray(Array.from({ length: width * height }, () => [red, 20, 30, 255]).flat());

it('frames that are the same are one, and delays do not drift', () => {
  const file = new GifFile(6, 4);
  // 33.4 ms apart: rounded one by one, 30 of them would be 30 ms short.
  for (let frame = 0; frame < 30; frame++) file.add({ rgba: plain(frame * 8), time: 1000 + frame * 33.4 });
  file.add({ rgba: plain(29 * 8), time: 2100 });
  const { width, height, delays } = gifFrames(file.finish(2500));
  expect({ width, height, frames: delays.length }).toEqual({ width: 6, height: 4, frames: 30 });
  expect(delays.reduce((sum, delay) => sum + delay)).toBe(1500);
  expect(delays.slice(0, 4)).toEqual([30, 40, 30, 30]);
  expect(delays.at(-1)).toBe(530);
});

it('a frame is never shorter than browsers show it, nor longer than the file can say', () => {
  const file = new GifFile(6, 4);
  file.add({ rgba: plain(1), time: 0 });
  file.add({ rgba: plain(100), time: 1 });
  expect(gifFrames(file.finish(1e9)).delays).toEqual([20, 655_350]);
});
