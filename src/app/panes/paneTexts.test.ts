// What a pane says of its cost.
import { expect, test } from 'vitest';
import { formatCost, formatMilliseconds } from './paneTexts.ts';

test.each([
  ['nasa', 1, 84.4, 84.4, '1.00× plain'],
  ['cfg', 2, 170, 85, '2.00× plain'],
  ['cfg', 2, 170, null, '2 passes'],
  ['cfg', 2, null, 85, '2 passes'],
  ['cfg', 2, 170, 0, '2 passes'],
  ['none', 1, 85, 85, '1 pass'],
  ['none', 4, 85, 85, '4 passes'],
] as const)('%s, %d passes, %s ms beside %s ms', (mode, passes, milliseconds, plain, text) => {
  expect(formatCost(mode, passes, milliseconds, plain)).toBe(text);
});

test('milliseconds keep two digits that matter', () => {
  expect([0.844, 8.44, 84.4, 844].map(formatMilliseconds)).toEqual(['0.84 ms', '8.4 ms', '84 ms', '844 ms']);
});
