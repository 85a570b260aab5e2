// Settings out of anything: every part is checked for itself, and what is wrong is left out or clamped, and said.
import type { GuidanceMode } from '../../protocol/guidance.ts';
import { SCALE_RANGE, SEED_RANGE, type NumberRange } from '../../protocol/limits.ts';
import { MODE_IDS } from '../../protocol/modes.ts';
import { PANE_SLOTS } from '../paneSlots.ts';
import { readComparison } from './comparison.ts';
import { SettingsUnreadableError } from './errors.ts';
import { readInRange, type Fields } from './readFields.ts';
import { SETTINGS_VERSION, type FoundSettings, type SettingsReading } from './settings.ts';

/** Of any model; the model's own range is applied when it is known. */
const STEPS_RANGE: NumberRange = { name: 'Steps', min: 1, max: 1000, step: 1 };
/** Characters of one prompt; no model reads a hundredth of it. */
export const MAX_PROMPT = 20_000;
/** Characters of a checkpoint's id; ours have six. */
const MAX_CHECKPOINT = 60;

/**
 * @param value parsed JSON, of whatever origin
 * @param what as the sentences call it, e.g. `The link`
 * @throws SettingsUnreadableError where there is nothing to restore
 */
export function readSettings(value: unknown, what: string): SettingsReading {
  if (typeof value !== 'object' || value === null) throw new SettingsUnreadableError(what);
  const fields = value as Readonly<Record<string, unknown>>;
  const notes: string[] = [];
  const settings: FoundSettings = defined({
    positive: readText('positive', fields, notes),
    negative: readText('negative', fields, notes),
    scale: readInRange('scale', SCALE_RANGE, fields, notes),
    seed: readInRange('seed', SEED_RANGE, fields, notes),
    steps: readInRange('steps', STEPS_RANGE, fields, notes),
    modes: readModes(fields.modes, notes),
    checkpoints: readCheckpoints(fields.checkpoints),
    comparison: readComparison(fields.comparison, notes),
    model: typeof fields.model === 'string' || fields.model === null ? fields.model : undefined,
  });
  if (Object.keys(settings).length === 0) throw new SettingsUnreadableError(what);
  return { settings, notes: [...versionNotes(fields.version, what), ...notes] };
}

function versionNotes(version: unknown, what: string): string[] {
  if (version === SETTINGS_VERSION) return [];
  const which =
    typeof version === 'number' && Number.isFinite(version) ? `version ${version}` : 'another version';
  return [`${what} is of ${which} of Steeraway: what this one understands of it is restored.`];
}

function readText(name: string, fields: Fields, notes: string[]): string | undefined {
  const text = fields[name];
  if (text === undefined) return undefined;
  if (typeof text !== 'string') {
    notes.push(`Its ${name} prompt is no text and was left out.`);
    return undefined;
  }
  if (text.length > MAX_PROMPT)
    notes.push(`Its ${name} prompt was cut to ${MAX_PROMPT.toLocaleString('en')} characters.`);
  return text.slice(0, MAX_PROMPT);
}

function readModes(value: unknown, notes: string[]): FoundSettings['modes'] {
  if (typeof value !== 'object' || value === null) return undefined;
  const given = value as Fields;
  const modes: Partial<Record<string, GuidanceMode>> = {};
  for (const slot of PANE_SLOTS) {
    if (given[slot] === undefined) continue;
    const mode = MODE_IDS.find((id) => id === given[slot]);
    if (mode) modes[slot] = mode;
    else notes.push(`Its mode ${quote(given[slot])} is not known here.`);
  }
  return Object.keys(modes).length > 0 ? modes : undefined;
}

/** Whether the model has them is known only once it is loaded. */
function readCheckpoints(value: unknown): FoundSettings['checkpoints'] {
  if (typeof value !== 'object' || value === null) return undefined;
  const given = value as Fields;
  const found = PANE_SLOTS.map((slot) => [slot, given[slot]] as const).filter(
    ([, id]) => typeof id === 'string' && id !== '' && id.length <= MAX_CHECKPOINT,
  );
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

function quote(value: unknown): string {
  return typeof value === 'string' ? `“${value.slice(0, 24)}”` : 'of a pane';
}

/** Without the fields that are `undefined`. */
function defined<Record extends object>(record: {
  [Key in keyof Record]: Record[Key] | undefined;
}): Record {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Record;
}
