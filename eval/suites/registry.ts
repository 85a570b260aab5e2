// The suites as data: what each runs with, at full size and with --quick, and which options it takes.

import type { ablationSuite } from './ablation.ts';
import { clipSuite } from './clip.ts';
import type { SuiteContext, SuiteOptions } from './context.ts';
import { costSuite } from './cost.ts';
import { exclusionSuite } from './exclusion.ts';
import { kidSuite } from './kid.ts';
import { neighboursSuite } from './neighbours.ts';
import { presetsSuite } from './presets.ts';
import { retrievalSuite } from './retrieval.ts';
import { smoothnessSuite } from './smoothness.ts';
import { stripSuite } from './strip.ts';
import { sweepSuite } from './sweep.ts';
import { tradeoffSuite } from './tradeoff.ts';
import { DEFAULT_PAIRS } from '../data/pairs.ts';

export type OptionName = keyof SuiteOptions;

export interface SuiteSpec {
  /** Raised with every change of what it draws or counts: stored results of before are measured again. */
  readonly version: number;
  /** In place of BASE. */
  readonly full: Partial<SuiteOptions>;
  /** In place of `full`: seconds instead of minutes, for tests; its figures are for nobody. */
  readonly quick: Partial<SuiteOptions>;
  readonly takes: readonly OptionName[];
  /** @param folder for pictures */
  readonly run: (context: SuiteContext, options: SuiteOptions, folder: string) => Promise<object>;
}

const BASE: SuiteOptions = {
  pairs: DEFAULT_PAIRS,
  seeds: 20,
  scale: 1,
  scaleCount: 21,
  lastScale: 1,
  modes: [],
  limit: 0,
};

const PAIRED = ['pairs', 'seeds', 'modes'] as const;
const ALONG = ['scaleCount', 'lastScale'] as const;

export const SUITES = Object.freeze({
  exclusion: {
    version: 2,
    full: { seeds: 100, modes: ['none', 'nasa', 'cfg'] },
    quick: { pairs: 4, seeds: 2 },
    takes: [...PAIRED, 'scale', 'shard'],
    run: exclusionSuite,
  },
  clip: {
    version: 2,
    full: { seeds: 5 },
    quick: { pairs: 2, seeds: 2 },
    takes: ['pairs', 'seeds'],
    run: clipSuite,
  },
  sweep: {
    version: 3,
    full: { seeds: 100, scaleCount: 16, lastScale: 1.5, modes: ['nasa'] },
    quick: { seeds: 1, scaleCount: 3 },
    takes: ['seeds', 'modes', ...ALONG],
    run: sweepSuite,
  },
  strip: {
    version: 1,
    full: { pairs: 8, seeds: 100, scaleCount: 6, modes: ['nasa', 'cfg'] },
    quick: { pairs: 2, seeds: 20, scaleCount: 3 },
    takes: [...PAIRED, ...ALONG],
    run: stripSuite,
  },
  tradeoff: {
    version: 2,
    full: { seeds: 5, scaleCount: 4, lastScale: 1.5, modes: ['nasa', 'nag', 'vsf', 'cfg'] },
    quick: { pairs: 2, seeds: 1, scaleCount: 2 },
    takes: [...PAIRED, ...ALONG],
    run: tradeoffSuite,
  },
  kid: {
    version: 1,
    full: { limit: 600, modes: ['nasa', 'nag', 'vsf', 'cfg'] },
    quick: { limit: 40, modes: ['nasa'] },
    takes: ['limit', 'modes', 'scale'],
    run: kidSuite,
  },
  retrieval: { version: 3, full: { limit: 248 }, quick: { limit: 6 }, takes: ['limit'], run: retrievalSuite },
  neighbours: {
    version: 1,
    full: { limit: 248 },
    quick: { limit: 6 },
    takes: ['limit'],
    run: neighboursSuite,
  },
  smoothness: {
    version: 2,
    full: { pairs: 8, seeds: 10, modes: ['nasa'] },
    quick: { pairs: 1, seeds: 1 },
    takes: [...PAIRED, ...ALONG],
    run: smoothnessSuite,
  },
  cost: {
    version: 1,
    full: { limit: 21, modes: ['nasa', 'nag', 'vsf', 'cfg'] },
    quick: { limit: 3 },
    takes: ['limit', 'modes'],
    run: costSuite,
  },
  presets: {
    version: 1,
    full: {},
    quick: { pairs: 2, seeds: 2 },
    takes: ['pairs', 'seeds', 'scale'],
    run: presetsSuite,
  },
} as const satisfies Readonly<Record<string, SuiteSpec>>);

export type ModelSuite = keyof typeof SUITES;
export const MODEL_SUITES = Object.keys(SUITES) as readonly ModelSuite[];

export type SuiteResults = {
  readonly [Name in ModelSuite]: Awaited<ReturnType<(typeof SUITES)[Name]['run']>>;
} & { readonly ablation: Awaited<ReturnType<typeof ablationSuite>> };

export function optionsOf(suite: ModelSuite, quick: boolean, given: Partial<SuiteOptions>): SuiteOptions {
  const spec: SuiteSpec = SUITES[suite];
  return { ...BASE, ...spec.full, ...(quick && spec.quick), ...given };
}
