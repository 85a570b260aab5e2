// What steps timestamps go in.

import { expect, it } from 'vitest';
import { stepOf } from './timestampClock.ts';

it.each([
  ['rounded to 100 us', [1_000_000n, 1_300_000n, 1_200_000n, 2_000_000n], 100_000n],
  ['in steps of 40 ns, from an odd start', [7n, 47n, 127n, 7n], 40n],
  ['of nanoseconds', [5n, 12n, 30n, 31n], 1n],
  ['that stand still', [9n, 9n, 9n], 0n],
  ['none', [], 0n],
])('timestamps %s', (_name, values, step) => {
  expect(stepOf(values)).toBe(step);
});
