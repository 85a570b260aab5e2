// Which candidate wins, by the medians.

import { expect, test } from 'vitest';
import { fastest } from './timeCandidates.ts';

const winner = (medians: Record<string, number>) => fastest(new Map(Object.entries(medians)));

test('the fastest wins', () => {
  expect(winner({ guess: 2, slow: 3, fast: 1 })).toBe('fast');
});

test('a lead within the noise does not unseat the better guess', () => {
  expect(winner({ guess: 1, other: 0.98 })).toBe('guess');
  expect(winner({ guess: 1, other: 0.96 })).toBe('other');
});

test('one candidate wins against nobody', () => {
  expect(winner({ only: 7 })).toBe('only');
});
