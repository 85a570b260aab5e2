// Sizes as people read them, at the borders between units too.
import { expect, test } from 'vitest';
import { formatBytes, formatPart, formatRate, formatTimeLeft } from './formatBytes.ts';

test.each([
  [0, '0 bytes'],
  [1, '1 bytes'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [999_400, '999 kB'],
  [999_600, '1 MB'],
  [4_240_000, '4.2 MB'],
  [335_400_000, '335 MB'],
  [999_700_000, '1 GB'],
  [2_520_000_000, '2.5 GB'],
  [23_800_000_000, '24 GB'],
])('%d bytes is %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

test.each([
  [120e6, 2520e6, '120 of 2520 MB'],
  [0, 2.1e9, '0 of 2100 MB'],
  [1.25e6, 5e6, '1.3 of 5.0 MB'],
  [40e3, 900e3, '40 of 900 kB'],
])('%d of %d bytes is %s', (part, total, text) => {
  expect(formatPart(part, total)).toBe(text);
});

test.each([
  [2e9, 1e7, 'about 3 min left'],
  [1e7, 1e7, 'less than a minute left'],
  [2.5e9, 1e5, 'about 7 h left'],
  [1e9, 0, ''],
  [0, 0, ''],
])('%d bytes at %d a second: %j', (bytes, rate, text) => {
  expect(formatTimeLeft(bytes, rate)).toBe(text);
});

test('a rate has its unit', () => {
  expect(formatRate(12_300_000)).toBe('12 MB/s');
});
