// The command line of `npm run eval`.

import { parseArgs } from 'node:util';
import { names, oneOf, wholeNumber } from '../bench/arguments.ts';
import { BACKEND_USAGE, readBackend } from '../scripts/node/openEngine.ts';
import { UsageError } from '../scripts/node/program.ts';
import type { GuidanceMode } from '../src/protocol/guidance.ts';
import { MODE_IDS } from '../src/protocol/modes.ts';
import { DEFAULT_FILE } from './suites/ablation.ts';
import type { SuiteOptions } from './suites/context.ts';
import { MODEL_SUITES, SUITES, type OptionName } from './suites/registry.ts';
import { parseShard, type Shard } from './suites/shard.ts';

const CHOICES = ['all', ...MODEL_SUITES, 'ablation'] as const;
type Choice = (typeof CHOICES)[number];

export const USAGE = `npm run eval -- --suite all [--quick]       # every suite on every checkpoint there is, then docs/results.md;
                                            # an interrupted run goes on where it was
npm run eval -- --suite all [--checkpoint nasa-t|nasa-i] [--shard i/n]  # a part of that, without the report: processes share the work;
                                            # once more without these, and the report is there
npm run eval -- --suite ${MODEL_SUITES.join('|')}
  [--pairs k] [--seeds n] [--limit n] [--scale s] [--scales n] [--modes ${MODE_IDS.join(',')}] [--shard i/n] [--checkpoint nasa-t|nasa-i] [--quick]
npm run eval -- --suite ablation [--file RESULTS.json]   # default: ${DEFAULT_FILE}
npm run eval -- --merge FILE FILE ...                    # what \`--suite exclusion --shard i/n --out FILE\` wrote
all: ${BACKEND_USAGE} [--json] [--out FILE]`;

/** How each option of the suites is called here. */
const FLAGS = {
  pairs: ['pairs'],
  seeds: ['seeds'],
  limit: ['limit'],
  scales: ['scaleCount'],
  scale: ['scale', 'lastScale'],
  modes: ['modes'],
  shard: ['shard'],
} as const satisfies Readonly<Record<string, readonly OptionName[]>>;

type Flag = keyof typeof FLAGS;
type Given = Readonly<Partial<Record<Flag, string>>>;

const OPTIONS = {
  suite: { type: 'string', default: '' },
  merge: { type: 'boolean', default: false },
  pairs: { type: 'string' },
  seeds: { type: 'string' },
  limit: { type: 'string' },
  scale: { type: 'string' },
  scales: { type: 'string' },
  modes: { type: 'string' },
  shard: { type: 'string' },
  checkpoint: { type: 'string' },
  file: { type: 'string' },
  quick: { type: 'boolean', default: false },
  backend: { type: 'string', default: 'auto' },
  json: { type: 'boolean', default: false },
  out: { type: 'string' },
} as const;

/** @throws UsageError */
export function readArguments(args: readonly string[]) {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS });
  const output = { json: values.json, out: values.out };
  if (values.merge) return { ...output, suite: 'merge', files: positionals } as const;
  if (positionals.length > 0) throw new UsageError(`${positionals.join(' ')} goes with --merge alone.`);
  const suite = oneOf(values.suite, CHOICES, 'suite');
  const given = Object.fromEntries(
    Object.keys(FLAGS).flatMap((flag) =>
      values[flag as Flag] === undefined ? [] : [[flag, values[flag as Flag]]],
    ),
  ) as Given;
  requireTaken(suite, {
    ...given,
    ...(values.checkpoint !== undefined && { checkpoint: values.checkpoint }),
  });
  if (values.file !== undefined && suite !== 'ablation')
    throw new UsageError('--file goes with --suite ablation alone.');
  const { quick, checkpoint } = values;
  const common = { ...output, quick, backend: readBackend(values.backend) };
  if (suite === 'ablation') return { ...common, suite, file: values.file } as const;
  if (suite === 'all') return { ...common, suite, checkpoint, shard: readOptions(given).shard } as const;
  return { ...common, suite, checkpoint, options: readOptions(given) } as const;
}

export type Arguments = ReturnType<typeof readArguments>;

/** Refuses what the suite would silently pass over. */
function requireTaken(suite: Choice, given: Given & { readonly checkpoint?: string }): void {
  const taken = new Set<string>(
    suite === 'all' ? ['shard'] : suite === 'ablation' ? [] : SUITES[suite].takes,
  );
  for (const flag of Object.keys(given)) {
    const isTaken =
      flag === 'checkpoint' ? suite !== 'ablation' : FLAGS[flag as Flag].some((name) => taken.has(name));
    if (!isTaken) throw new UsageError(`--${flag} does not go with --suite ${suite}.`);
  }
}

function readOptions({ pairs, seeds, limit, scale, scales, modes, shard }: Given): Partial<SuiteOptions> {
  const chosen = scale === undefined ? undefined : readScale(scale);
  const options: Partial<SuiteOptions> = {
    ...(pairs !== undefined && { pairs: wholeNumber(pairs, 'pairs') }),
    ...(seeds !== undefined && { seeds: wholeNumber(seeds, 'seeds') }),
    ...(limit !== undefined && { limit: wholeNumber(limit, 'limit') }),
    ...(chosen !== undefined && { scale: chosen, lastScale: chosen }),
    ...(scales !== undefined && { scaleCount: readScaleCount(scales) }),
    ...(modes !== undefined && { modes: readModes(modes) }),
    ...(shard !== undefined && { shard: readShard(shard) }),
  };
  return options;
}

function readScale(text: string): number {
  const scale = text.trim() === '' ? NaN : Number(text);
  if (!(scale >= 0 && scale <= 1.5)) throw new UsageError('--scale must be from 0 to 1.5.');
  return scale;
}

function readScaleCount(text: string): number {
  const count = wholeNumber(text, 'scales');
  if (count < 2) throw new UsageError('--scales must be 2 at least.');
  return count;
}

function readModes(text: string): readonly GuidanceMode[] {
  const asked = names(text, 'modes') ?? [];
  return [...new Set(asked.map((mode) => oneOf(mode, MODE_IDS, 'modes')))];
}

function readShard(text: string): Shard {
  const shard = parseShard(text);
  if (shard === undefined) throw new UsageError(`--shard ${text} is not i/n with i from 1 to n.`);
  return shard;
}
