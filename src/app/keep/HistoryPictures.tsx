// The pictures of the history, and what can be done with those that are selected, or with all.
import { useRef, useState } from 'react';
import { matching, SEARCH_FROM } from '../../store/history/historyList.ts';
import type { HistoryEntry } from '../../store/history/historyShelf.ts';
import { NoteBar } from '../notes/NoteBar.tsx';
import { Icon } from '../shared/Icon.tsx';
import { useAppStore, useAppStoreApi } from '../shared/storeContext.ts';
import { HistoryCard, type CardActions } from './HistoryCard.tsx';
import styles from './HistoryDrawer.module.css';
import { HistoryFooter } from './HistoryFooter.tsx';
import { HistorySearch, NothingFound } from './HistorySearch.tsx';
import { restoreEntry } from './restore.ts';

/** Where the drawer is a sheet that covers the panes. */
const SHEET = '(max-width: 760px)';

export function HistoryPictures() {
  const store = useAppStoreApi();
  const list = useRef<HTMLUListElement>(null);
  const entries = useAppStore((state) => state.entries);
  const query = useAppStore((state) => state.historyQuery);
  const field = useRef<HTMLInputElement>(null);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  if (!entries) return null;
  const isSearching = query.trim() !== '';
  const found = isSearching ? matching(entries, query) : entries;

  const actions: CardActions = {
    onRestore(entry) {
      if (matchMedia(SHEET).matches) store.getState().closeHistory();
      void restoreEntry(store, entry);
    },
    onSelect: (id, isSelected) =>
      setSelected(
        (before) => new Set([...before].filter((other) => other !== id).concat(isSelected ? id : [])),
      ),
    onPin: (id, isPinned) => void store.getState().pinEntry(id, isPinned),
    onRemove(id) {
      const neighbour = neighbourOf(id, found);
      void store
        .getState()
        .removeEntries([id])
        .then(() => focusCard(list.current, neighbour));
    },
  };

  return (
    <>
      {(entries.length >= SEARCH_FROM || isSearching) && (
        <HistorySearch found={found.length} total={entries.length} field={field} />
      )}
      <div className={styles.body}>
        {entries.length === 0 && <Empty />}
        {entries.length > 0 && found.length === 0 && <NothingFound field={field} />}
        <ul ref={list} className={styles.grid}>
          {found.map((entry) => (
            <HistoryCard key={entry.id} entry={entry} isSelected={selected.has(entry.id)} {...actions} />
          ))}
        </ul>
      </div>
      <NoteBar place="drawer" />
      <HistoryFooter
        entries={found}
        isSearching={isSearching}
        selected={found.filter(({ id }) => selected.has(id))}
        onUnselect={() => setSelected(new Set())}
      />
    </>
  );
}

function Empty() {
  return (
    <div className={styles.empty}>
      <Icon name="picture" size={30} />
      <p>Pictures that you rest at appear here by themselves, on this machine only.</p>
    </div>
  );
}

/** The card that takes the focus of one that goes. */
function neighbourOf(id: string, entries: readonly HistoryEntry[]): string | undefined {
  const index = entries.findIndex((entry) => entry.id === id);
  return (entries[index + 1] ?? entries[index - 1])?.id;
}

function focusCard(list: HTMLElement | null, id: string | undefined): void {
  const cards = Array.from(list?.children ?? []);
  const card = cards.find((element) => element instanceof HTMLElement && element.dataset.entry === id);
  card?.querySelector('button')?.focus();
}
