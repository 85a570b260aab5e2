// Every run is dealt to one process, and to one alone.

import { expect, it } from 'vitest';
import { runsOf, RUNS } from './runs.ts';

it('deals all runs, each once', () => {
  const dealt = [1, 2, 3].flatMap((index) => runsOf({ index, of: 3 }));
  expect(new Set(dealt)).toEqual(new Set(RUNS));
  expect(dealt).toHaveLength(RUNS.length);
});

it('gives the second longest to another than the longest', () => {
  expect(runsOf({ index: 1, of: 2 }).slice(0, 2)).toEqual([RUNS[0], RUNS[3]]);
  expect(runsOf({ index: 2, of: 2 }).slice(0, 2)).toEqual([RUNS[1], RUNS[2]]);
  expect(runsOf({ index: 1, of: 1 })).toEqual(RUNS);
});
