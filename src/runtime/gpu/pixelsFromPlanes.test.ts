// The CPU way to pixels, against values worked out by hand.

import { expect, test } from 'vitest';
import { pixelsFromPlanes } from './pixelsFromPlanes.ts';

test('planes become interleaved pixels with an opaque alpha', () => {
  const planes = Float32Array.of(-1, 1, /* green */ 1, -1, /* blue */ 0, -0.5);
  // 0 lies halfway between 127 and 128 and goes up; -0.5 is 63.75.
  expect([...pixelsFromPlanes(planes, undefined, 1, 2, 1)]).toEqual([0, 255, 128, 255, 255, 0, 64, 255]);
});

test('values outside [-1, 1] are clamped and NaN is black', () => {
  const planes = Float32Array.of(-7, Infinity, NaN);
  expect([...pixelsFromPlanes(planes, undefined, 1, 1, 1)]).toEqual([0, 255, 0, 255]);
});

test('guidance moves away from the negative picture, before clamping', () => {
  const positive = Float32Array.of(0.2, 0.9, -0.2);
  const negative = Float32Array.of(0.4, -0.9, -0.2);
  // kappa 2: 2 * 0.2 - 0.4 = 0 -> 128;  2 * 0.9 + 0.9 = 2.7 -> 255;  -0.2 -> 102
  expect([...pixelsFromPlanes(positive, negative, 2, 1, 1)]).toEqual([128, 255, 102, 255]);
});

test('a kappa of 1 does not read the negative picture', () => {
  const positive = Float32Array.of(0.1, 0.2, 0.3);
  const unusable = new Float32Array(3).fill(NaN);
  expect(pixelsFromPlanes(positive, unusable, 1, 1, 1)).toEqual(
    pixelsFromPlanes(positive, undefined, 1, 1, 1),
  );
});

test('a picture of another size is refused', () => {
  expect(() => pixelsFromPlanes(new Float32Array(12), new Float32Array(11), 1.5, 2, 2)).toThrow(
    'a picture of 2 x 2 has 12 values, the array has 11',
  );
});
