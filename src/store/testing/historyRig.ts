// Entries of a history, and a store over any shelf.
import { MemoryEngine } from '../../../e2e/fixtures/memoryEngine.ts';
import { MemoryLibrary } from '../../../e2e/fixtures/memoryLibrary.ts';
import { entryId, type HistoryEntry, type HistoryShelf, type KeptFiles } from '../history/historyShelf.ts';
import { MemoryShelf } from '../history/memoryShelf.ts';
import { createAppStore } from '../index.ts';
import type { Settings } from '../settings/settings.ts';
import { PRESET } from './storeRig.ts';

export function settingsOf(positive: string, seed = 1): Settings {
  return {
    ...{ version: 1, positive, negative: 'cat', scale: 1, seed, steps: 1, model: null },
    modes: { plain: 'none', steered: 'nasa', cfg: 'cfg' },
  };
}

export function entryOf(positive: string, createdAt: number, pinned = false): HistoryEntry {
  const settings = settingsOf(positive);
  return { id: entryId({ settings, mode: 'nasa' }), createdAt, pinned, settings, mode: 'nasa' };
}

export const filesOf = (text: string): KeptFiles => ({ png: new Blob([text]), thumbnail: new Blob([text]) });

export function storeOn(open: () => Promise<HistoryShelf>) {
  const store = createAppStore(
    () => new MemoryEngine(),
    () => new MemoryLibrary(),
    PRESET,
    {},
    open,
  );
  const words = () => store.getState().entries?.map(({ settings }) => settings.positive);
  const remember = (positive: string, createdAt: number) =>
    store.getState().remember(entryOf(positive, createdAt), filesOf(positive));
  return { ...store.getState(), state: () => store.getState(), words, remember };
}

export const onMemory = () => storeOn(async () => new MemoryShelf());
