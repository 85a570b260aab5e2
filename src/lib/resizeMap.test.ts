// Maps on finer grids: what is flat stays flat, what is linear stays linear, the mean stays.

import { expect, it } from 'vitest';
import { resizeMap } from './resizeMap.ts';

it('keeps a map of the same grid', () => {
  const map = Float64Array.of(1, 2, 3, 4);
  expect(resizeMap(map, 2, 2)).toBe(map);
});

it('puts one place everywhere', () => {
  expect([...resizeMap(Float64Array.of(0.3), 1, 2)]).toEqual([0.3, 0.3, 0.3, 0.3]);
});

it('goes evenly from place to place, and holds at the edges', () => {
  const row = [...resizeMap(Float64Array.of(0, 1, 0, 1), 2, 4)].slice(4, 8);
  expect(row).toEqual([0, 0.25, 0.75, 1]);
});

it('rows are rows', () => {
  const resized = resizeMap(Float64Array.of(0, 0, 1, 1), 2, 4);
  expect([0, 4, 8, 12].map((place) => resized[place])).toEqual([0, 0.25, 0.75, 1]);
});
