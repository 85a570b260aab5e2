// Settings as the part of an address behind the `#`: short, readable, and never sent to any server.
import { PANE_SLOTS } from '../paneSlots.ts';
import { comparisonFromLink, comparisonToLink } from './comparison.ts';
import { readSettings } from './readSettings.ts';
import { SETTINGS_VERSION, type PaneModes, type Settings, type SettingsReading } from './settings.ts';

/** What the panes show where the link says nothing. */
const USUAL_MODES: PaneModes = { plain: 'none', steered: 'nasa', cfg: 'cfg' };
/** What a link of this version means where it says nothing: the usual is left out. */
const USUAL = { modes: USUAL_MODES, model: null, steps: 1 } as const;

/** @returns e.g. `want=animal&avoid=cat&scale=1&seed=14&v=1` */
export function settingsToLink(settings: Settings): string {
  const { positive, negative, scale, seed, steps, modes, checkpoints, model, comparison } = settings;
  const link = new URLSearchParams({
    want: positive,
    avoid: negative,
    scale: String(scale),
    seed: String(seed),
  });
  if (steps !== USUAL.steps) link.set('steps', String(steps));
  const isUsual = PANE_SLOTS.every((slot) => modes[slot] === USUAL_MODES[slot]);
  if (!isUsual) link.set('modes', PANE_SLOTS.map((slot) => modes[slot]).join('.'));
  if (checkpoints) link.set('weights', PANE_SLOTS.map((slot) => checkpoints[slot] ?? '').join('.'));
  if (model !== null) link.set('model', model);
  if (comparison) for (const [key, value] of comparisonToLink(comparison)) link.set(key, value);
  link.set('v', String(SETTINGS_VERSION));
  return link.toString();
}

/**
 * @param hash with or without the `#`
 * @returns `null` for an address that has nothing behind the `#`
 * @throws SettingsUnreadableError
 */
export function settingsFromLink(hash: string): SettingsReading | null {
  const text = hash.replace(/^#/, '');
  if (text === '') return null;
  const link = new URLSearchParams(text);
  const number = (key: string): number | undefined => {
    const value = link.get(key)?.trim();
    return value === undefined ? undefined : value === '' ? NaN : Number(value);
  };
  const usual = link.has('v') ? USUAL : undefined;
  return readSettings(
    {
      version: number('v'),
      positive: link.get('want') ?? undefined,
      negative: link.get('avoid') ?? undefined,
      scale: number('scale'),
      seed: number('seed'),
      steps: number('steps') ?? usual?.steps,
      modes: byPane(link.get('modes')) ?? usual?.modes,
      checkpoints: byPane(link.get('weights')),
      model: link.get('model') ?? usual?.model,
      comparison: comparisonFromLink(link, link.has('v')),
    },
    'The link',
  );
}

/** `a.b.c`, left to right; ids hold no dots. */
function byPane(text: string | null): Partial<Record<string, string>> | undefined {
  if (text === null) return undefined;
  const names = text.split('.');
  return Object.fromEntries(PANE_SLOTS.map((slot, index) => [slot, names[index]]));
}
