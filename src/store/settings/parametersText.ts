// The `parameters` text that A1111 puts into its PNG files, and that other programs read: prompts, then a line of `Key: value`.
// Format: modules/processing.py, create_infotext, and modules/infotext_utils.py of AUTOMATIC1111/stable-diffusion-webui.
import type { CheckpointId } from '../../protocol/engine.ts';
import type { GuidanceMode, GuidanceParameters } from '../../protocol/guidance.ts';
import { numbersOf } from '../../protocol/guidanceAt.ts';
import { MODE_IDS, MODES } from '../../protocol/modes.ts';
import { MAX_PROMPT, readSettings } from './readSettings.ts';
import { SETTINGS_VERSION, type Settings, type SettingsReading } from './settings.ts';

/** One picture of the settings: which mode it shows, and with what it was drawn. */
export interface PictureFacts {
  readonly mode: GuidanceMode;
  readonly guidance: GuidanceParameters;
  /** Whose weights drew it, where the model has several. */
  readonly checkpoint?: CheckpointId | undefined;
  readonly width: number;
  readonly height: number;
}

const NEGATIVE = 'Negative prompt:';
/** As A1111 reads them: a quoted value may hold commas. */
const PAIR = /\s*(\w[\w \-/]+):\s*("(?:\\.|[^\\"])+"|[^,]*)(?:,|$)/g;
/** Fewer than these, and the last line is still a prompt; A1111's rule. */
const MIN_PAIRS = 3;

export function parametersText(settings: Settings, picture: PictureFacts): string {
  const { positive, negative, seed, steps, scale, engine } = settings;
  const { mode, guidance } = picture;
  const pairs: (readonly [key: string, value: string | number])[] = [
    ['Steps', steps],
    ['Sampler', steps === 1 ? 'One step' : 'Few steps'],
    ['CFG scale', guidance.mode === 'cfg' ? guidance.scale : 1],
    ['Seed', seed],
    ['Size', `${picture.width}x${picture.height}`],
    ['Model', engine?.modelName ?? settings.model ?? 'unknown'],
    ...(picture.checkpoint === undefined ? [] : [['Weights', picture.checkpoint] as const]),
    ['Guidance', MODES[mode].name],
    ...numbersOf(guidance).map(([{ name }, value]) => [`Guidance ${name}`, value] as const),
    ['Steer away', scale],
    ['Version', `Steeraway ${SETTINGS_VERSION}`],
  ];
  const line = pairs.map(([key, value]) => `${key}: ${quoted(String(value))}`).join(', ');
  return [positive, ...(negative === '' ? [] : [`${NEGATIVE} ${negative}`]), line].join('\n');
}

const quoted = (value: string): string => (/[,\n:]/.test(value) ? JSON.stringify(value) : value);

/**
 * Of A1111's own files, prompts and seed; the rest means something else to other models, and a sentence says so.
 * @throws SettingsUnreadableError
 */
export function settingsFromParameters(text: string, what: string): SettingsReading {
  const lines = text
    .slice(0, 4 * MAX_PROMPT)
    .trim()
    .split('\n');
  const pairs = pairsOf(lines.at(-1) ?? '');
  const prompts = pairs.size >= MIN_PAIRS ? lines.slice(0, -1) : lines;
  const split = prompts.findIndex((line) => line.startsWith(NEGATIVE));
  const positive = prompts.slice(0, split < 0 ? undefined : split).join('\n');
  const negative = split < 0 ? '' : prompts.slice(split).join('\n').slice(NEGATIVE.length).trim();
  const isOurs = pairs.get('Version')?.startsWith('Steeraway') ?? false;
  const number = (key: string): number | undefined => (pairs.has(key) ? Number(pairs.get(key)) : undefined);
  const seed = number('Seed');
  if (!isOurs) {
    const reading = readSettings({ version: SETTINGS_VERSION, positive, negative, seed }, what);
    return { ...reading, notes: [...reading.notes, ...leftOut(pairs)] };
  }
  const steered = MODE_IDS.find((id) => MODES[id].name === pairs.get('Guidance'));
  const modes = steered && MODES[steered].place === 'attention' ? { steered } : undefined;
  const weights = pairs.get('Weights');
  return readSettings(
    {
      version: SETTINGS_VERSION,
      ...(weights !== undefined && { checkpoints: { steered: weights } }),
      ...{ positive, negative, seed, modes, steps: number('Steps'), scale: number('Steer away') },
    },
    what,
  );
}

function pairsOf(line: string): ReadonlyMap<string, string> {
  const found = [...line.matchAll(PAIR)].map(([, key = '', value = '']) => [key, unquoted(value)] as const);
  return new Map(found);
}

function unquoted(value: string): string {
  if (!value.startsWith('"')) return value.trim();
  try {
    return String(JSON.parse(value));
  } catch {
    return value;
  }
}

/** Keys that are named to the person, in this order. */
const NAMED = ['Model', 'Sampler', 'Steps', 'CFG scale', 'Size'];

function leftOut(pairs: ReadonlyMap<string, string>): string[] {
  const named = NAMED.filter((key) => pairs.has(key)).map(
    (key) => `${key} ${(pairs.get(key) ?? '').slice(0, 40)}`,
  );
  const rest = [...pairs.keys()].filter((key) => key !== 'Seed' && !NAMED.includes(key)).length;
  const all = [...named, ...(rest > 0 ? [`${rest} more`] : [])];
  if (all.length === 0) return [];
  return [
    `Another program made it: prompts${pairs.has('Seed') ? ' and seed' : ''} are restored. Left out: ${all.join(', ')}.`,
  ];
}
