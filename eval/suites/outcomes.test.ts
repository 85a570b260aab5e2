// Counts and shares of outcomes, among them those of nothing.

import { describe, expect, it } from 'vitest';
import { count, figures, sum, type Outcome } from './outcomes.ts';
import { wilson95 } from '../statistics/wilson.ts';

const outcome = (excluded: boolean, kept: boolean, hadFeature: boolean): Outcome => ({
  excluded,
  kept,
  intact: kept,
  hadFeature,
});

const OUTCOMES = [
  outcome(true, true, true),
  outcome(false, true, true),
  outcome(true, true, false),
  outcome(false, false, true),
];

describe('figures', () => {
  it('gives each share its n and its interval', () => {
    const counted = figures(count(OUTCOMES));
    expect(counted).toMatchObject({ excluded: 0.5, kept: 0.75, excludedWhereShown: 0.3333, n: 4, shown: 3 });
    const rounded = (hits: number, n: number) => wilson95(hits, n).map((bound) => Number(bound.toFixed(4)));
    expect(counted.excluded95).toEqual(rounded(2, 4));
    expect(counted.kept95).toEqual(rounded(3, 4));
    expect(counted.excludedWhereShown95).toEqual(rounded(1, 3));
  });

  it('has no share of nothing', () => {
    expect(figures(count([outcome(true, true, false)]))).toMatchObject({
      excluded: 1,
      excludedWhereShown: null,
      excludedWhereShown95: null,
      shown: 0,
    });
    expect(figures(count([]))).toMatchObject({ excluded: null, excluded95: null, n: 0 });
  });
});

describe('sum', () => {
  it('adds up to the counts of the whole', () => {
    expect(sum([count(OUTCOMES.slice(0, 1)), count(OUTCOMES.slice(1))])).toEqual(count(OUTCOMES));
    expect(sum([])).toEqual(count([]));
  });
});
