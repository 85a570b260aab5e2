// Median and interquartile range.

import { expect, it } from 'vitest';
import { summary } from './statistics.ts';

it.each([
  [[3], { median: 3, iqr: 0 }],
  [[4, 1, 3, 2], { median: 2.5, iqr: 1.5 }],
  [[5, 1, 100, 3, 2], { median: 3, iqr: 3 }],
])('of %j is %j', (values, expected) => {
  expect(summary(values)).toEqual(expected);
});
