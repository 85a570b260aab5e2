// Below the pictures: save or remove the selected ones, or all.
import type { HistoryEntry } from '../../store/history/historyShelf.ts';
import { Button } from '../shared/Button.tsx';
import { useAppStore, useAppStoreApi } from '../shared/storeContext.ts';
import styles from './HistoryDrawer.module.css';
import { saveZip } from './zipPictures.ts';

interface HistoryFooterProps {
  /** In sight: all, or what a search has found. */
  readonly entries: readonly HistoryEntry[];
  readonly isSearching: boolean;
  readonly selected: readonly HistoryEntry[];
  readonly onUnselect: () => void;
}

export function HistoryFooter({ entries, isSearching, selected, onUnselect }: HistoryFooterProps) {
  const store = useAppStoreApi();
  const removeEntries = useAppStore((state) => state.removeEntries);
  const isSome = selected.length > 0;
  const chosen = isSome ? selected : entries;
  const removable = isSome ? selected : entries.filter(({ pinned }) => !pinned);
  const what = isSome ? String(selected.length) : isSearching ? `${entries.length} found` : 'all';

  const remove = (): void => {
    onUnselect();
    void removeEntries(removable.map(({ id }) => id));
  };
  if (entries.length === 0) return null;
  return (
    <footer className={styles.footer}>
      <Button look="solid" onClick={() => void saveZip(store, chosen)}>
        Save {what} as ZIP
      </Button>
      <Button onClick={remove} disabled={removable.length === 0}>
        {isSome || isSearching ? `Remove ${what}` : 'Clear'}
      </Button>
      {isSome && <Button onClick={onUnselect}>Select none</Button>}
    </footer>
  );
}
