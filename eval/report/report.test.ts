// The report from results as the suites return them: what is met and what is not, and what is missing is said.

import { describe, expect, it } from 'vitest';
import { PAIRS } from '../data/pairs.ts';
import { meanOf } from '../statistics/mean.ts';
import { pairedDifference } from '../statistics/paired.ts';
import { shareOf } from '../statistics/share.ts';
import { optionsOf, type ModelSuite, type SuiteResults } from '../suites/registry.ts';
import { byMode, countPairs, exclusionResult } from '../suites/exclusionResult.ts';
import { trials } from '../suites/shard.ts';
import type { ReportInput } from './input.ts';
import { buildReport } from './report.ts';

const ACCURACY = { value: 0.99, n: 500, trusted: true };

/** @param hits of 100 seeds, that NASA excludes */
function exclusion(hits: number): SuiteResults['exclusion'] {
  const pairs = PAIRS.slice(0, 32);
  const outcomes = trials(pairs.length, 100).map((trial) => ({
    ...trial,
    outcomes: byMode(['none', 'nasa', 'cfg'], (mode) => ({
      excluded: trial.seed % 100 < (mode === 'nasa' ? hits : 70),
      kept: true,
      intact: mode !== 'cfg',
      hadFeature: trial.seed % 100 >= 70,
    })),
  }));
  const setting = { suite: 'exclusion', model: 'm', pairs: 32, seeds: 100, scale: 1 } as const;
  return exclusionResult(setting, countPairs(pairs, ['none', 'nasa', 'cfg'], outcomes));
}

/** @param good of 100 pictures, at each scale */
function sweep(good: readonly number[]): SuiteResults['sweep'] {
  const one = meanOf([1, 1]);
  const points = good.map((hits, i) => {
    const share = shareOf(hits, 100);
    return { scale: i / 2, kept: share, clean: share, good: share, clip: one, sharpness: one };
  });
  const positives = ['cat', 'strawberry', 'rocket', 'penguin'] as const;
  const at = good.indexOf(Math.max(...good));
  const looks = good.map((hits) => Array.from({ length: 100 }, (_, i) => i < hits));
  const over = looks.map((other, i) => ({ scale: i / 2, ...pairedDifference(looks[at]!, other) }));
  const shape = { nasa: { best: at / 2, over } };
  const modes = { nasa: points };
  return { suite: 'sweep', model: 'm', positives, negative: 'blurry', seeds: 25, modes, shape };
}

function input(results: Partial<Pick<SuiteResults, ModelSuite>>): ReportInput {
  const stored = Object.entries(results).map(([suite, result]) => {
    const options = optionsOf(suite as ModelSuite, false, {});
    const key = {
      suite,
      version: 1,
      dataHash: 'd',
      model: 'm',
      modelHash: 'a',
      judgeHash: 'b',
      options,
      backend: 'hybrid',
    };
    return [suite, { key, measured: { date: '2026-11-23', adapter: 'llvmpipe', seconds: 90 }, result }];
  });
  const suites = Object.fromEntries(stored) as ReportInput['measured'][number]['suites'];
  return {
    measured: [{ checkpoint: 'NASA-T', model: 'm', suites }],
    labels: { heldOutAccuracy: { subject: ACCURACY, hue: { ...ACCURACY, value: 0.9, trusted: false } } },
    realRenders: {
      trainedCombinations: { dual: 0.9, dualAmongStyles: 0.8, captions: 242, n: 242 },
      heldOutCombinations: { dual: 0.88, dualAmongStyles: 0.66, captions: 14, n: 112 },
    },
    ablation: undefined,
    quick: false,
  };
}

describe('buildReport', () => {
  const { markdown, charts } = buildReport(input({ exclusion: exclusion(98), sweep: sweep([60, 95, 70]) }));

  it('says what is met', () => {
    expect(markdown).toMatch(/NASA-T at 1, 32 pairs x 100 seeds .*98\.0 % .*\| yes \|/);
    expect(markdown).toMatch(/good pictures rise.*60\.0 %.*95\.0 %.*at 0\.5, .*70\.0 %.*\| yes \|/);
  });

  it('says what is not', () => {
    const worse = buildReport(input({ exclusion: exclusion(90), sweep: sweep([60, 70, 95]) })).markdown;
    expect(worse).toMatch(/NASA-T at 1.*90\.0 % .*\*\*no\*\*/);
    expect(worse).toMatch(/good pictures rise.*\*\*no\*\*/);
  });

  it('says where a fall comes only behind the end of the slider', () => {
    const late = buildReport(input({ sweep: sweep([60, 95, 94, 94, 94, 70, 60]) })).markdown;
    expect(late).toMatch(/good pictures rise.*60\.0 % .*at 3; .*\| yes \|/);
    expect(late).toContain('ours falls, too, but later');
    expect(late).toMatch(/better than 0 in .*, than 1\.5 in .*, than 3 in /);
  });

  it('names what is not there', () => {
    expect(markdown).toContain('| NASA-I | not shipped |');
    expect(markdown).toContain('Not measured yet');
  });

  it('says which heads are not to be trusted', () => {
    expect(markdown).toMatch(/\| hue \| 90\.00 % \| 500 \| \*\*no\*\* \|/);
  });

  it('has every chart that it shows, and no holes', () => {
    for (const [, name = ''] of markdown.matchAll(/src="results\/([\w-]+)-light\.svg"/g))
      expect(Object.keys(charts)).toContain(name);
    expect(markdown).not.toMatch(/undefined|NaN|\[object/);
  });

  it('warns of quick sizes', () => {
    expect(buildReport({ ...input({}), quick: true }).markdown).toContain('for nobody');
  });
});
