// Every suite on the shipped model through the real engine and the real judge, at --quick sizes, and the report that is made of them.

import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installNodeHost } from '../../src/runtime/nodeHost.ts';
import type { Measured } from '../report/input.ts';
import { readRealRenders } from '../report/realRenders.ts';
import { writeReport } from '../report/writeReport.ts';
import type { SuiteContext } from './context.ts';
import { RUNS } from '../data/runs.ts';
import { optionsOf, SUITES, type SuiteSpec } from './registry.ts';

installNodeHost();
const { openContext } = await import('../openContext.ts');

describe('quick suites', () => {
  const suites: Record<string, Measured['suites'][keyof Measured['suites']]> = {};
  let context: SuiteContext;
  let folder: string;
  beforeAll(async () => {
    context = await openContext(undefined, 'auto');
    folder = await mkdtemp(path.join(tmpdir(), 'eval-'));
  });
  afterAll(() => context.engine.dispose());

  const reported = RUNS.filter(({ checkpoint }) => checkpoint === 'NASA-T').map(({ suite }) => suite);
  test.each(reported)('%s', async (suite) => {
    const spec: SuiteSpec = SUITES[suite];
    const options = optionsOf(suite, true, {});
    const result = await spec.run(context, options, path.join(folder, 'results'));
    expect(result).toMatchObject({ suite, model: context.model });
    expect(holes(result)).toEqual([]);
    const hashes = { dataHash: 'd', modelHash: 'a', judgeHash: 'b' };
    const { version } = spec;
    const key = { suite, version, model: context.model, ...hashes, options, backend: 'hybrid' };
    suites[suite] = { key, measured: { date: '2026-11-23', adapter: 'test', seconds: 1 }, result };
  });

  test('make a report', async () => {
    const measured: Measured[] = [{ checkpoint: 'NASA-T', model: context.model, suites }];
    const { labels } = context.classifier;
    const realRenders = await readRealRenders('eval/results/real-renders.json');
    const file = await writeReport(
      { measured, labels, realRenders, ablation: undefined, quick: true },
      folder,
    );
    expect(path.basename(file)).toBe('results.md');
    expect(await readFile(file, 'utf8')).not.toMatch(/undefined|NaN|\[object/);
    const pictures = await readdir(path.join(folder, 'results'));
    for (const chart of ['quality-against-scale', 'trade-off-nasa-t', 'slider-steps'])
      expect(pictures).toEqual(expect.arrayContaining([`${chart}-light.svg`, `${chart}-dark.svg`]));
  });
});

/** Paths of numbers that are none: JSON would write null for them. */
function holes(value: unknown, at = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [at];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => holes(inner, `${at}.${key}`));
}
