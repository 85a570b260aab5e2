// What a visit leaves for the next one, as text: versioned, read value by value, so that damage costs only what is damaged.
import type { GuidanceMode } from '../protocol/guidance.ts';
import { SCALE_RANGE, SEED_RANGE, type NumberRange } from '../protocol/limits.ts';
import { MODE_IDS } from '../protocol/modes.ts';
import type { AppState } from './appState.ts';
import { COMPARE_VIEWS } from './compareSlice.ts';
import type { Theme } from './pageSlice.ts';
import { PANE_SLOTS, type PaneChoice, type PaneChoices } from './paneSlots.ts';

const VERSION = 1;
/** Longer prompts are cut by every tokenizer, and storage is small. Characters. */
const LONGEST_PROMPT = 20_000;

type Read<Value> = (value: unknown) => Value | undefined;

const flag: Read<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);
const text: Read<string> = (value) =>
  typeof value === 'string' && value.length <= LONGEST_PROMPT ? value : undefined;

/** What lies outside of the range is damage, too: the page never writes it. */
const within =
  ({ min, max }: Pick<NumberRange, 'min' | 'max'>): Read<number> =>
  (value) =>
    typeof value === 'number' && value >= min && value <= max ? value : undefined;

const oneOf =
  <Value extends string>(values: readonly Value[]): Read<Value> =>
  (value) =>
    values.find((candidate) => candidate === value);

const orNull =
  <Value>(read: Read<Value>): Read<Value | null> =>
  (value) =>
    value === null ? null : read(value);

/** All places or none: a view of two of them should not come back as half of what it was. */
const choices: Read<PaneChoices> = (value) => {
  const record = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const found = PANE_SLOTS.map((slot) => [slot, readChoice(record[slot])] as const);
  if (found.some(([, choice]) => choice === undefined)) return undefined;
  return Object.fromEntries(found) as unknown as PaneChoices;
};

function readChoice(value: unknown): PaneChoice | undefined {
  if (typeof value !== 'object' || value === null || !('mode' in value)) return undefined;
  const mode = oneOf<GuidanceMode>(MODE_IDS)(value.mode);
  const checkpoint = 'checkpoint' in value ? text(value.checkpoint) : undefined;
  return mode && { mode, checkpoint: checkpoint ?? null };
}

/** Each setting that is kept, with the reader that lets only sound values through. */
const READERS = {
  positive: text,
  negative: text,
  scale: within(SCALE_RANGE),
  seed: within(SEED_RANGE),
  seedLocked: flag,
  choices,
  view: oneOf(COMPARE_VIEWS),
  steps: within({ min: 1, max: 100 }),
  stepsModel: orNull(text),
  modelId: orNull(text),
  theme: orNull(oneOf<Theme>(['light', 'dark'])),
  tourSeen: flag,
} as const satisfies Readonly<Partial<{ [Name in keyof AppState]: Read<AppState[Name]> }>>;

export type VisitSettings = Pick<AppState, keyof typeof READERS>;

const NAMES = Object.keys(READERS) as (keyof VisitSettings)[];

/** A folder of this machine has to be given again after a reload: its model is left out. */
export function settingsOf(state: AppState): VisitSettings {
  const entries = NAMES.map((name) => [name, state[name]] as const);
  const settings = Object.fromEntries(entries) as unknown as VisitSettings;
  const isLocal = state.cards?.some(({ id, source }) => id === state.modelId && source === 'local') ?? false;
  return isLocal ? { ...settings, modelId: null } : settings;
}

export function writeSettings(settings: VisitSettings): string {
  return JSON.stringify({ version: VERSION, ...settings });
}

/** Never throws. @param written what `writeSettings` made, on this version of the page or another */
export function readSettings(written: string | null): Partial<VisitSettings> {
  const found = parseObject(written);
  if (found?.version !== VERSION) return {};
  const entries = NAMES.map((name) => [name, READERS[name](found[name])] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function parseObject(written: string | null): Readonly<Record<string, unknown>> | undefined {
  try {
    const found: unknown = JSON.parse(written ?? 'null');
    return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // cut short, or not ours: the page opens as on a first visit
  }
}
