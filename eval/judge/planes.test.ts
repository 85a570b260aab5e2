// What the judge sees of a picture: means over squares of pixels; and sharpness as torch measured it for real renders.

import { describe, expect, it } from 'vitest';
import { laplacian, PictureSizeError, planesOf } from './planes.ts';

const picture = (width: number, pixel: (x: number, y: number) => readonly [number, number, number]) => ({
  width,
  height: width,
  rgba: Uint8ClampedArray.from({ length: width * width * 4 }, (_, i) => {
    const at = Math.floor(i / 4);
    return [...pixel(at % width, Math.floor(at / width)), 255][i % 4] ?? 0;
  }),
});

describe('planesOf', () => {
  it('keeps a picture of its own size', () => {
    const planes = planesOf(
      picture(2, (x, y) => [255 * x, 255 * y, 0]),
      2,
    );
    expect([...planes]).toEqual([-1, 1, -1, 1, -1, -1, 1, 1, -1, -1, -1, -1]);
  });

  it('averages a larger one', () => {
    const checks = picture(4, (x, y) => [(x + y) % 2 ? 255 : 0, x < 2 ? 255 : 0, 51]);
    const planes = planesOf(checks, 2);
    expect([...planes.slice(0, 4)]).toEqual([0, 0, 0, 0]);
    expect([...planes.slice(4, 8)]).toEqual([1, -1, 1, -1]);
    for (const value of planes.slice(8)) expect(value).toBeCloseTo(-0.6, 6);
  });

  it('refuses a width that does not divide, and pictures that are not square', () => {
    const three = picture(3, () => [0, 0, 0]);
    expect(() => planesOf(three, 2)).toThrow(PictureSizeError);
    expect(() => planesOf({ ...three, height: 6 }, 3)).toThrow('3 x 6 px');
  });
});

describe('laplacian', () => {
  it('is 0 on a flat picture, and sees a dot five times: once fourfold, four times once', () => {
    expect(laplacian(picture(5, () => [9, 90, 200]))).toBeCloseTo(0, 5);
    const dot = picture(5, (x, y) => (x === 2 && y === 2 ? [255, 255, 255] : [0, 0, 0]));
    expect(laplacian(dot)).toBeCloseTo((2 * (4 + 4)) / 9, 5);
  });
});
