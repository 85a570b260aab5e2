// The command line of `npm run generate`, read and checked.

import { parseArgs } from 'node:util';
import type { ExactParameters, GuidanceMode, ParameterName } from '../../src/protocol/guidance.ts';
import { SCALE_RANGE, SEED_RANGE, type NumberRange } from '../../src/protocol/limits.ts';
import { MODE_IDS, MODES } from '../../src/protocol/modes.ts';
import { readNumber } from '../../src/protocol/readNumber.ts';
import { readBackend, type NodeBackend } from '../node/openEngine.ts';
import { UsageError } from '../node/program.ts';

export interface Arguments {
  readonly prompt: string;
  readonly negative: string;
  readonly mode: GuidanceMode;
  /** Numbers of the mode that were given by hand. */
  readonly exact: ExactParameters;
  readonly scale: number;
  readonly seed: number;
  readonly model: string | undefined;
  readonly folder: string | undefined;
  readonly checkpoint: string | undefined;
  readonly steps: number | undefined;
  readonly backend: NodeBackend;
  readonly out: string;
  readonly json: boolean;
}

const OPTIONS = {
  prompt: { type: 'string' },
  negative: { type: 'string', default: '' },
  mode: { type: 'string', default: 'nasa' },
  scale: { type: 'string', default: '1' },
  offset: { type: 'string' },
  tau: { type: 'string' },
  alpha: { type: 'string' },
  seed: { type: 'string', default: '0' },
  model: { type: 'string' },
  folder: { type: 'string' },
  checkpoint: { type: 'string' },
  steps: { type: 'string' },
  backend: { type: 'string', default: 'auto' },
  out: { type: 'string' },
  json: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** What any model may allow; the engine refuses what the loaded one does not. */
const STEPS_RANGE: NumberRange = { name: 'Steps', min: 1, max: 8, step: 1 };

/** Those that the slider does not move. */
const BY_HAND = ['offset', 'tau', 'alpha'] as const satisfies readonly ParameterName[];

/** @returns undefined where only help was asked for. @throws UsageError */
export function readArguments(): Arguments | undefined {
  const { values } = parseArgs({ options: OPTIONS });
  const { prompt, out, model, folder, checkpoint, json, negative } = values;
  if (values.help) return undefined;
  if (prompt === undefined)
    throw new UsageError('--prompt is missing (an empty one draws the unconditional picture).');
  if (!out) throw new UsageError('--out is missing.');
  const mode = readMode(values.mode);
  const exact = readExact(mode, values);
  const scale = number(values.scale, SCALE_RANGE);
  const seed = number(values.seed, SEED_RANGE);
  const steps = values.steps === undefined ? undefined : number(values.steps, STEPS_RANGE);
  const backend = readBackend(values.backend);
  return { prompt, negative, mode, exact, scale, seed, steps, model, folder, checkpoint, backend, out, json };
}

function readMode(text: string): GuidanceMode {
  const mode = MODE_IDS.find((id) => id === text);
  if (mode === undefined) throw new UsageError(`--mode ${text} is not one of ${MODE_IDS.join(', ')}.`);
  return mode;
}

function readExact(
  mode: GuidanceMode,
  values: Readonly<Partial<Record<ParameterName, string>>>,
): ExactParameters {
  const given = BY_HAND.flatMap((name) =>
    values[name] === undefined ? [] : [[name, values[name]] as const],
  );
  return Object.fromEntries(given.map(([name, text]) => [name, exactNumber(mode, name, text)]));
}

function exactNumber(mode: GuidanceMode, name: (typeof BY_HAND)[number], text: string): number {
  const parameter = MODES[mode].parameters.find((candidate) => candidate.name === name);
  if (parameter === undefined) {
    const having = MODE_IDS.filter((id) => MODES[id].parameters.some((one) => one.name === name));
    throw new UsageError(`--${name} is a number of --mode ${having.join(', ')}, not of ${mode}.`);
  }
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= parameter.min && value <= parameter.max) return value;
  throw new UsageError(`--${name} ${text}: give a number from ${parameter.min} to ${parameter.max}.`);
}

/** The command line refuses what the page would clamp: a script should not get another picture than it asked for. */
function number(text: string, range: NumberRange): number {
  const { value, message } = readNumber(text, range);
  if (value !== null && message === '') return value;
  const { name, min, max, step } = range;
  throw new UsageError(
    `--${name.toLowerCase()} ${text}: give a number from ${min} to ${max}, in steps of ${step}.`,
  );
}
