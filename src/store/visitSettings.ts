// What a visit leaves for the next one, as text: versioned, read value by value, so that damage costs only what is damaged.
import type { GuidanceMode } from '../protocol/guidance.ts';
import { SCALE_RANGE, SEED_RANGE, type NumberRange } from '../protocol/limits.ts';
import { MODE_IDS } from '../protocol/modes.ts';
import type { AppState } from './appState.ts';
import { COMPARE_VIEWS } from './compareSlice.ts';
import { LIVE_MOTIONS, LIVE_SPEEDS, WALK_RANGE } from './livePace.ts';
import type { Theme } from './pageSlice.ts';
import { PANE_SLOTS, type PaneChoice, type PaneChoices } from './paneSlots.ts';
import { MAX_PROMPT } from './settings/readSettings.ts';
import { AXIS_IDS, SCALES_RANGE, SEEDS_RANGE, type AxisSettings } from './sheet/sheetAxes.ts';

const VERSION = 1;

type Read<Value> = (value: unknown) => Value | undefined;

const flag: Read<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);
const text: Read<string> = (value) =>
  typeof value === 'string' && value.length <= MAX_PROMPT ? value : undefined;

/** What lies outside of the range is damage, too: the page never writes it. */
const within =
  ({ min, max }: Pick<NumberRange, 'min' | 'max'>): Read<number> =>
  (value) =>
    typeof value === 'number' && value >= min && value <= max ? value : undefined;

const wholeWithin =
  (range: Pick<NumberRange, 'min' | 'max'>): Read<number> =>
  (value) =>
    Number.isInteger(value) ? within(range)(value) : undefined;

const oneOf =
  <Value extends string>(values: readonly Value[]): Read<Value> =>
  (value) =>
    values.find((candidate) => candidate === value);

const orNull =
  <Value>(read: Read<Value>): Read<Value | null> =>
  (value) =>
    value === null ? null : read(value);

/** All fields or none: a view of two places, or a sheet, should not come back as half of what it was. */
const record =
  <Value extends object>(readers: { readonly [Name in keyof Value]: Read<Value[Name]> }): Read<Value> =>
  (value) => {
    const fields = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
    const names = Object.keys(readers) as (keyof Value & string)[];
    const found = names.map((name) => [name, readers[name](fields[name])] as const);
    if (found.some(([, field]) => field === undefined)) return undefined;
    return Object.fromEntries(found) as Value;
  };

/** Visits from before there were checkpoints mean the model's first. */
const choice = record<PaneChoice>({
  mode: oneOf<GuidanceMode>(MODE_IDS),
  checkpoint: (value) => text(value) ?? null,
});

const pair: Read<AppState['compared']> = (value) => {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [left, right] = value.map(oneOf(PANE_SLOTS));
  return left !== undefined && right !== undefined && left !== right ? [left, right] : undefined;
};

/** Each setting that is kept, with the reader that lets only sound values through. */
const READERS = {
  positive: text,
  negative: text,
  scale: within(SCALE_RANGE),
  seed: wholeWithin(SEED_RANGE),
  seedLocked: flag,
  choices: record<PaneChoices>({ plain: choice, steered: choice, cfg: choice }),
  view: oneOf(COMPARE_VIEWS),
  compared: pair,
  across: oneOf(AXIS_IDS),
  down: orNull(oneOf(AXIS_IDS)),
  axisSettings: record<AxisSettings>({
    scales: wholeWithin(SCALES_RANGE),
    firstSeed: wholeWithin(SEED_RANGE),
    seeds: wholeWithin(SEEDS_RANGE),
    negatives: text,
  }),
  liveMotion: oneOf(LIVE_MOTIONS),
  liveSpeed: oneOf(LIVE_SPEEDS),
  picturesPerSeed: wholeWithin(WALK_RANGE),
  steps: wholeWithin({ min: 1, max: 100 }),
  stepsModel: orNull(text),
  modelId: orNull(text),
  theme: orNull(oneOf<Theme>(['light', 'dark'])),
  tourSeen: flag,
} as const satisfies Readonly<Partial<{ [Name in keyof AppState]: Read<AppState[Name]> }>>;

export type VisitSettings = Pick<AppState, keyof typeof READERS>;

const NAMES = Object.keys(READERS) as (keyof VisitSettings)[];

/** A folder of this machine has to be given again after a reload: its model is left out. */
export function visitOf(state: AppState): VisitSettings {
  const entries = NAMES.map((name) => [name, state[name]] as const);
  const settings = Object.fromEntries(entries) as unknown as VisitSettings;
  const isLocal = state.cards?.some(({ id, source }) => id === state.modelId && source === 'local') ?? false;
  return isLocal ? { ...settings, modelId: null } : settings;
}

export function writeVisit(settings: VisitSettings): string {
  return JSON.stringify({ version: VERSION, ...settings });
}

/** Never throws. @param written what `writeVisit` made, on this version of the page or another */
export function readVisit(written: string | null): Partial<VisitSettings> {
  const found = parseObject(written);
  if (found?.version !== VERSION) return {};
  const entries = NAMES.map((name) => [name, READERS[name](found[name])] as const);
  const read: Partial<VisitSettings> = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  const { across, down, ...rest } = read;
  // The same axis twice makes no sheet, nor does half of what it was.
  return across === undefined || down === undefined || across === down ? rest : read;
}

function parseObject(written: string | null): Readonly<Record<string, unknown>> | undefined {
  try {
    const found: unknown = JSON.parse(written ?? 'null');
    return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : undefined;
  } catch {
    return undefined; // cut short, or not ours: the page opens as on a first visit
  }
}
