// The order of arms within rounds.

import { expect, it } from 'vitest';
import { rotated } from './interleave.ts';

it('every round starts with another arm, and has all of them', () => {
  const rounds = [0, 1, 2, 3].map((round) => rotated(['a', 'b', 'c'], round).join(''));
  expect(rounds).toEqual(['abc', 'bca', 'cab', 'abc']);
});
