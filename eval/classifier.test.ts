// What the judge sees of a picture: means over squares of pixels.

import { describe, expect, it } from 'vitest';
import { toFeatures, toPlanes } from './classifier.ts';

const picture = (width: number, pixel: (x: number, y: number) => readonly [number, number, number]) => ({
  width,
  height: width,
  rgba: Uint8ClampedArray.from({ length: width * width * 4 }, (_, i) => {
    const at = Math.floor(i / 4);
    return [...pixel(at % width, Math.floor(at / width)), 255][i % 4] ?? 0;
  }),
});

describe('toPlanes', () => {
  it('keeps a picture of its own size', () => {
    const planes = toPlanes(
      picture(2, (x, y) => [255 * x, 255 * y, 0]),
      2,
    );
    expect([...planes]).toEqual([-1, 1, -1, 1, -1, -1, 1, 1, -1, -1, -1, -1]);
  });

  it('averages a larger one', () => {
    const checks = picture(4, (x, y) => [(x + y) % 2 ? 255 : 0, x < 2 ? 255 : 0, 51]);
    const planes = toPlanes(checks, 2);
    expect([...planes.slice(0, 4)]).toEqual([0, 0, 0, 0]);
    expect([...planes.slice(4, 8)]).toEqual([1, -1, 1, -1]);
    for (const value of planes.slice(8)) expect(value).toBeCloseTo(-0.6, 6);
  });

  it('refuses a width that does not divide', () => {
    expect(() =>
      toPlanes(
        picture(3, () => [0, 0, 0]),
        2,
      ),
    ).toThrow('3 px');
  });
});

describe('toFeatures', () => {
  it('weights a head of four values like one of a single value', () => {
    expect([...toFeatures([Float32Array.of(3, 3, 3, 3), Float32Array.of(3)])]).toEqual([
      1.5, 1.5, 1.5, 1.5, 3,
    ]);
  });
});
