// The command line of `npm run eval`.

import { parseArgs } from 'node:util';
import { names, oneOf, wholeNumber } from '../bench/arguments.ts';
import { BACKEND_USAGE, readBackend } from '../scripts/node/openEngine.ts';
import { UsageError } from '../scripts/node/program.ts';
import type { GuidanceMode } from '../src/protocol/guidance.ts';
import { MODE_IDS } from '../src/protocol/modes.ts';
import { DEFAULT_PAIRS } from './pairs.ts';
import { parseShard, type Shard } from './shard.ts';

export const SUITES = ['exclusion', 'retrieval', 'sweep', 'tradeoff', 'presets'] as const;
export type Suite = (typeof SUITES)[number];

export const USAGE = `npm run eval -- --suite exclusion [--pairs k] [--seeds n] [--scale s] [--modes ${MODE_IDS.join(',')}] [--shard i/n]
npm run eval -- --suite retrieval [--limit n]
npm run eval -- --suite sweep [--seeds n] [--scales n] [--scale LAST] [--modes ...]
npm run eval -- --suite tradeoff [--pairs k] [--seeds n] [--scales n] [--scale LAST] [--modes ...]
npm run eval -- --suite presets [--pairs k] [--seeds n] [--scale s]
npm run eval -- --merge FILE FILE ...     # what \`--shard i/n --out FILE\` wrote
all: ${BACKEND_USAGE} [--json] [--out FILE]`;

/** Options that other suites would silently pass over. */
const ONLY_FOR = {
  modes: ['exclusion', 'sweep', 'tradeoff'],
  scales: ['sweep', 'tradeoff'],
  shard: ['exclusion'],
} as const satisfies Readonly<Record<string, readonly Suite[]>>;

/** @throws UsageError */
export function readArguments(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      suite: { type: 'string', default: '' },
      merge: { type: 'boolean', default: false },
      pairs: { type: 'string', default: String(DEFAULT_PAIRS) },
      seeds: { type: 'string', default: '20' },
      scale: { type: 'string', default: '1' },
      scales: { type: 'string' },
      modes: { type: 'string' },
      shard: { type: 'string' },
      limit: { type: 'string', default: '100' },
      backend: { type: 'string', default: 'auto' },
      json: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  });
  const output = { json: values.json, out: values.out };
  if (values.merge) return { ...output, merge: positionals } as const;
  if (positionals.length > 0) throw new UsageError(`${positionals.join(' ')} goes with --merge alone.`);
  const suite = oneOf(values.suite, SUITES, 'suite');
  for (const [option, suites] of Object.entries<readonly Suite[]>(ONLY_FOR))
    if (values[option as keyof typeof ONLY_FOR] !== undefined && !suites.includes(suite))
      throw new UsageError(`--${option} goes with ${suites.join(', ')} alone.`);
  return {
    ...output,
    suite,
    pairs: wholeNumber(values.pairs, 'pairs'),
    seeds: wholeNumber(values.seeds, 'seeds'),
    limit: wholeNumber(values.limit, 'limit'),
    scale: readScale(values.scale),
    scaleCount: readScaleCount(values.scales ?? '21'),
    modes: readModes(values.modes),
    shard: readShard(values.shard),
    backend: readBackend(values.backend),
  } as const;
}

export type SuiteArguments = Extract<ReturnType<typeof readArguments>, { readonly suite: Suite }>;

function readScale(text: string): number {
  const scale = Number(text);
  if (!(scale >= 0 && scale <= 1.5)) throw new UsageError('--scale must be from 0 to 1.5.');
  return scale;
}

function readScaleCount(text: string): number {
  const count = wholeNumber(text, 'scales');
  if (count < 2) throw new UsageError('--scales must be 2 at least.');
  return count;
}

function readModes(text: string | undefined): readonly GuidanceMode[] | undefined {
  const asked = names(text, 'modes')?.map((mode) => oneOf(mode, MODE_IDS, 'modes'));
  return asked && [...new Set(asked)];
}

function readShard(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined;
  const shard = parseShard(text);
  if (shard === undefined) throw new UsageError(`--shard ${text} is not i/n with i from 1 to n.`);
  return shard;
}
