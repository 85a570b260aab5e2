// The history as a list: its order, its bound, and the prompts in it.
import type { HistoryEntry } from './historyShelf.ts';

/** Pictures that are kept; pinned ones do not count. */
export const HISTORY_LIMIT = 200;

/** Newest first; what another version of the page left behind unreadable is left out. */
export function arrange(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  return entries.filter(isWhole).sort((a, b) => b.createdAt - a.createdAt);
}

function isWhole(entry: Partial<HistoryEntry>): boolean {
  const { id, createdAt, settings } = entry;
  return typeof id === 'string' && Number.isFinite(createdAt) && typeof settings?.positive === 'string';
}

/** @param entries newest first @returns the oldest that are too many */
export function fallenOut(entries: readonly HistoryEntry[], limit = HISTORY_LIMIT): readonly HistoryEntry[] {
  return entries.filter(({ pinned }) => !pinned).slice(limit);
}

/** @returns what was asked for lately in this field, newest first, each text once */
export function recentPrompts(
  entries: readonly HistoryEntry[] | null,
  field: 'positive' | 'negative',
  limit = 12,
): readonly string[] {
  const texts = (entries ?? []).map(({ settings }) => settings[field].trim());
  return [...new Set(texts)].filter((text) => text !== '').slice(0, limit);
}
