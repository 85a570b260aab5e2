// The ramp: the least read places are veiled most, the most read ones least, and the sides tell apart.

import { expect, it } from 'vitest';
import { heatPixels } from './heatPixels.ts';

const MAP = Float32Array.of(0, 0.1, 0.2, 0.4);
const channel = (sign: '+' | '-', number: number) =>
  [...heatPixels(MAP, sign)].filter((_, i) => i % 4 === number);

it.each(['+', '-'] as const)('%s grows lighter and clearer with attention', (sign) => {
  const opacity = channel(sign, 3);
  expect(opacity).toEqual([...opacity].sort((a, b) => b - a));
  expect(new Set(opacity).size).toBe(4);
  expect(opacity[0]).toBe(204);
  expect(opacity[3]).toBe(115);
});

it('wanted is blue, unwanted is red', () => {
  expect(channel('+', 2)[2]!).toBeGreaterThan(channel('+', 0)[2]! + 100);
  expect(channel('-', 0)[2]!).toBeGreaterThan(channel('-', 2)[2]! + 100);
});

it('a map of zeros is a veil', () => {
  const pixels = heatPixels(new Float32Array(2), '+');
  expect([...pixels.subarray(0, 4)]).toEqual([14, 15, 20, 204]);
});
