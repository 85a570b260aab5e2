// The pictures of before: remembered, restored, pinned, deleted. The files lie on the shelf, never in the state.
import type { StateCreator } from 'zustand';
import type { AppState } from './appState.ts';
import { FallbackShelf } from './history/fallbackShelf.ts';
import { arrange, fallenOut } from './history/historyList.ts';
import type { HistoryEntry, HistoryShelf, KeptFiles } from './history/historyShelf.ts';
import { newestOnly } from './newestOnly.ts';

export interface HistorySlice {
  readonly historyOpen: boolean;
  /** Newest first; `null` before they were read. */
  readonly entries: readonly HistoryEntry[] | null;
  /** Why pictures are kept only until the page closes; empty where they are stored. */
  readonly historyNotice: string;
  /** Words that the pictures in sight have in their prompts. */
  readonly historyQuery: string;
  readonly openHistory: () => void;
  readonly closeHistory: () => void;
  readonly searchHistory: (query: string) => void;
  /** Reads the shelf again, as another tab may have written to it. Never rejects. */
  readonly refreshHistory: () => Promise<void>;
  /** A picture that is there already moves to the front and stays pinned. The oldest beyond the limit fall out. */
  readonly remember: (entry: Omit<HistoryEntry, 'pinned'>, files: KeptFiles) => Promise<void>;
  readonly pinEntry: (id: string, pinned: boolean) => Promise<void>;
  /** Can be undone until something else is removed. Never rejects: where the browser refuses, it says so. */
  readonly removeEntries: (ids: readonly string[]) => Promise<void>;
  readonly undoRemoval: () => Promise<void>;
  /** @returns `undefined` where another tab has deleted it */
  readonly readKept: (id: string) => Promise<KeptFiles | undefined>;
}

type Removed = readonly (readonly [entry: HistoryEntry, files: KeptFiles])[];
type Set = (change: Partial<AppState>) => void;
type Get = () => AppState;

export const createHistorySlice =
  (openShelf: () => Promise<HistoryShelf>): StateCreator<AppState, [], [], HistorySlice> =>
  (set, get) => {
    const open = shelfOpener(openShelf, set, get);
    const refreshHistory = newestOnly(async (isNewest) => {
      const entries = arrange(await open().list());
      if (isNewest()) set({ entries });
    });
    return {
      historyOpen: false,
      entries: null,
      historyNotice: '',
      historyQuery: '',
      openHistory() {
        set({ historyOpen: true, historyQuery: '' });
        void refreshHistory();
      },
      closeHistory: () => set({ historyOpen: false }),
      searchHistory: (query) => set({ historyQuery: query }),
      refreshHistory,
      readKept: (id) => open().read(id),
      ...remembering(open, get),
      ...removing(open, get),
    };
  };

/** Opens the shelf with the first use; what it cannot store is said once. */
function shelfOpener(openShelf: () => Promise<HistoryShelf>, set: Set, get: Get): () => HistoryShelf {
  let shelf: FallbackShelf | undefined;
  const onTrouble = (error: unknown): void => {
    const historyNotice = noticeOf(error);
    if (historyNotice === get().historyNotice) return;
    set({ historyNotice });
    get().tell(historyNotice, { isProblem: true });
  };
  return () => {
    if (shelf) return shelf;
    shelf = new FallbackShelf(openShelf, onTrouble);
    shelf.onChange(() => void get().refreshHistory());
    return shelf;
  };
}

function remembering(open: () => HistoryShelf, get: Get): Pick<HistorySlice, 'remember' | 'pinEntry'> {
  return {
    async remember(entry, files) {
      if (!get().entries) await get().refreshHistory();
      const pinned = get().entries?.find(({ id }) => id === entry.id)?.pinned ?? false;
      await open().put({ ...entry, pinned }, files);
      await get().refreshHistory();
      const tooMany = fallenOut(get().entries ?? []);
      if (tooMany.length === 0) return;
      // What cannot be removed is one too many, no more: the next picture tries again.
      await open()
        .remove(tooMany.map(({ id }) => id))
        .catch(() => {});
      await get().refreshHistory();
    },

    async pinEntry(id, pinned) {
      const entry = get().entries?.find((known) => known.id === id);
      if (entry) await open().put({ ...entry, pinned });
      await get().refreshHistory();
    },
  };
}

function removing(open: () => HistoryShelf, get: Get): Pick<HistorySlice, 'removeEntries' | 'undoRemoval'> {
  let removed: Removed = [];
  return {
    async removeEntries(ids) {
      try {
        const going = await withFiles(open(), get().entries?.filter(({ id }) => ids.includes(id)) ?? []);
        await open().remove(ids);
        removed = going;
      } catch (error) {
        get().tellProblem(error);
        return;
      }
      await get().refreshHistory();
      const what = ids.length === 1 ? 'One picture' : `${ids.length} pictures`;
      get().tell(`${what} removed from the history.`, { offer: { kind: 'undoRemoval' } });
    },

    async undoRemoval() {
      for (const [entry, files] of removed) await open().put(entry, files);
      removed = [];
      await get().refreshHistory();
    },
  };
}

async function withFiles(shelf: HistoryShelf, entries: readonly HistoryEntry[]): Promise<Removed> {
  const pairs = await Promise.all(entries.map(async (entry) => [entry, await shelf.read(entry.id)] as const));
  return pairs.flatMap(([entry, files]) => (files ? [[entry, files] as const] : []));
}

function noticeOf(error: unknown): string {
  const isFull = error instanceof Error && error.name === 'QuotaExceededError';
  const reason = isFull
    ? 'This browser’s storage for the page is full'
    : 'This browser does not let the page store pictures';
  return `${reason}: new ones are kept until the page closes. Save what you want to keep.`;
}
