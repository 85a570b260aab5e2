// The history as a list: its order, its bound, and what of it a person looks for.
import type { HistoryEntry } from './historyShelf.ts';

/** Pictures that are kept; pinned ones do not count. */
export const HISTORY_LIMIT = 200;

/** From so many on they can be searched: fewer are seen at a glance. */
export const SEARCH_FROM = 8;

/** Newest first. */
export function arrange(entries: readonly HistoryEntry[]): readonly HistoryEntry[] {
  return [...entries].sort((a, b) => b.createdAt - a.createdAt);
}

/** @param entries newest first @returns the oldest that are too many */
export function fallenOut(entries: readonly HistoryEntry[], limit = HISTORY_LIMIT): readonly HistoryEntry[] {
  return entries.filter(({ pinned }) => !pinned).slice(limit);
}

/** @returns those that have each word of the query in one of their prompts, whatever its case and accents */
export function matching(entries: readonly HistoryEntry[], query: string): readonly HistoryEntry[] {
  const words = plainLetters(query).split(/\s+/);
  return entries.filter(({ settings: { positive, negative } }) => {
    const prompts = plainLetters(`${positive}\n${negative}`);
    return words.every((word) => prompts.includes(word));
  });
}

function plainLetters(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
