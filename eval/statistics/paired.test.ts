// The paired difference against numbers worked out by hand.
import { expect, test } from 'vitest';
import { pairedDifference } from './paired.ts';

const items = (...runs: [boolean, number][]) =>
  runs.flatMap(([value, times]) => Array<boolean>(times).fill(value));

test('what differs decides, what agrees only counts', () => {
  // 12 items pass in the first alone, 3 in the second alone, 85 in both or neither: centre 9/102, half 1.96 sqrt(16 - 81/102) / 102.
  const first = items([true, 12], [false, 3], [true, 60], [false, 25]);
  const second = items([false, 12], [true, 3], [true, 60], [false, 25]);
  const { value, interval, n } = pairedDifference(first, second);
  expect(value).toBe(0.09);
  expect(n).toBe(100);
  expect(interval![0]).toBeCloseTo(0.0133, 4);
  expect(interval![1]).toBeCloseTo(0.1632, 4);
});

test('turned round, it is the negative', () => {
  const [first, second] = [items([true, 7], [false, 3]), items([true, 4], [false, 6])];
  const there = pairedDifference(first, second);
  const back = pairedDifference(second, first);
  expect(back.value).toBeCloseTo(-there.value!, 4);
  expect(back.interval![0]).toBeCloseTo(-there.interval![1], 4);
});

test('no items have no difference; unequal lists are no pairs', () => {
  expect(pairedDifference([], [])).toEqual({ value: null, interval: null, n: 0 });
  expect(() => pairedDifference([true], [])).toThrow('1 and 0 items');
});
