// What lies in the shelf, checked: another version of the page may have put it there, and one damaged entry must not cost the list.
import { MODE_IDS } from '../../protocol/modes.ts';
import type { HistoryEntry } from './historyShelf.ts';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const finite: Check = (value) => Number.isFinite(value);
const flag: Check = (value) => typeof value === 'boolean';
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
/** Each of these fields, and whatever else. */
const record =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) => {
    if (typeof value !== 'object' || value === null) return false;
    const found = value as Readonly<Record<string, unknown>>;
    return Object.entries(fields).every(([name, check]) => check(found[name]));
  };

/** What the list shows, and names files by. Restoring reads all settings anew, so the rest of them may be anything. */
const isWhole = record({
  id: text,
  createdAt: finite,
  pinned: flag,
  mode: (value) => MODE_IDS.some((known) => known === value),
  checkpoint: optional(text),
  settings: record({
    ...{ positive: text, negative: text },
    ...{ scale: finite, seed: finite },
    checkpoints: optional(record({})),
  }),
});

export function isReadableEntry(value: unknown): value is HistoryEntry {
  return isWhole(value);
}
