// Against the C of its source, and even over its range.
import { expect, it } from 'vitest';
import { mulberry32 } from './mulberry32.ts';

it('draws what the reference draws', () => {
  const draw = mulberry32(0);
  // From the C of the gist, as unsigned integers.
  expect([draw(), draw(), draw()].map((value) => value * 2 ** 32)).toEqual([1144304738, 1416247, 958946056]);
});

it('is even over [0, 1) and starts anew with each seed', () => {
  const values = Array.from({ length: 10_000 }, mulberry32(1));
  expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
  for (let tenth = 0; tenth < 10; tenth++)
    expect(values.filter((value) => Math.floor(value * 10) === tenth).length).toBeGreaterThan(880);
  expect(mulberry32(1)()).toBe(values[0]);
  expect(mulberry32(2)()).not.toBe(values[0]);
});
