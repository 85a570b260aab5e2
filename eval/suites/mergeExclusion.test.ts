// Parts of a run add up to the run, and parts of different runs are refused.

import { describe, expect, it } from 'vitest';
import type { GuidanceMode } from '../../src/protocol/guidance.ts';
import { byMode, countPairs, exclusionResult } from './exclusionResult.ts';
import { mergeExclusion, MergeError, type ExclusionPart } from './mergeExclusion.ts';
import { PAIRS } from '../data/pairs.ts';
import { shardName, trials, type Shard } from './shard.ts';

const MODES: readonly GuidanceMode[] = ['none', 'nasa', 'vsf'];
const [PAIR_COUNT, SEEDS] = [3, 5];

/** What a judge might have said: the same of the same picture, whichever part draws it. */
const verdict = (pair: number, seed: number, mode: number) => ({
  excluded: (pair * 7 + seed * 3 + mode) % 4 > 0,
  kept: (pair + seed * 5 + mode * 2) % 3 > 0,
  intact: (pair + seed + mode) % 5 > 0,
  hadFeature: (pair * 7 + seed * 3) % 4 === 0,
});

function run(shard?: Shard): ExclusionPart {
  const pairs = PAIRS.slice(0, PAIR_COUNT);
  const outcomes = trials(PAIR_COUNT, SEEDS, shard).map((trial) => ({
    ...trial,
    outcomes: byMode(MODES, (mode) => verdict(trial.pair, trial.seed % SEEDS, MODES.indexOf(mode))),
  }));
  const setting = { suite: 'exclusion', model: 'm', pairs: PAIR_COUNT, seeds: SEEDS, scale: 1 } as const;
  const result = exclusionResult(setting, countPairs(pairs, MODES, outcomes));
  return { ...result, ...(shard && { shard: shardName(shard) }), adapter: 'a', backend: 'webgpu' };
}

const parts = (of: number) => Array.from({ length: of }, (_, i) => run({ index: i + 1, of }));

/** Through JSON, as files are. */
const written = (part: ExclusionPart) => JSON.parse(JSON.stringify(part)) as ExclusionPart;

describe('mergeExclusion', () => {
  it.each([1, 2, 4, 15, 16])('%d parts are the run that was not split', (of) => {
    expect(mergeExclusion(parts(of).map(written))).toEqual(run());
  });

  it('takes the parts in any order', () => {
    expect(mergeExclusion(parts(4).toReversed())).toEqual(run());
  });

  it('names every machine', () => {
    const [first, second] = parts(2) as [ExclusionPart, ExclusionPart];
    expect(mergeExclusion([first, { ...second, adapter: 'b' }]).adapter).toBe('a; b');
  });

  it('counts what it was given', () => {
    const { modes } = run();
    expect(modes.nasa).toMatchObject({ n: 15, shown: 4, hits: { excludedWhereShown: 4 } });
  });

  it.each([
    ['a part is missing', parts(3).slice(1)],
    ['a part is there twice', [...parts(3), ...parts(3).slice(0, 1)]],
    ['a part is there in place of another', parts(2).map(() => parts(2)[0]!)],
    ['a run was not split', [run(), run()]],
    ['there are none', []],
  ])('refuses when %s', (_, given) => {
    expect(() => mergeExclusion(given)).toThrow(MergeError);
  });

  it.each([
    ['scale', { scale: 0.5 }],
    ['model', { model: 'other' }],
    ['modes', { modes: {} }],
  ])('refuses another %s', (key, change) => {
    const [first, second] = parts(2) as [ExclusionPart, ExclusionPart];
    expect(() => mergeExclusion([first, { ...second, ...change }])).toThrow(`different runs: ${key}`);
  });
});
