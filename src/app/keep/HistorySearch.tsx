// Above the pictures of the history, once there are many: leaves those whose prompts hold all the words, and says how many.
import { useId, type KeyboardEvent, type RefObject } from 'react';
import { Button } from '../shared/Button.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import drawerStyles from './HistoryDrawer.module.css';
import styles from './HistorySearch.module.css';

interface HistorySearchProps {
  readonly found: number;
  readonly total: number;
  readonly field: RefObject<HTMLInputElement | null>;
}

export function HistorySearch({ found, total, field }: HistorySearchProps) {
  const id = useId();
  const query = useAppStore((state) => state.historyQuery);
  const search = useAppStore((state) => state.searchHistory);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || query === '') return;
    event.preventDefault(); // or the drawer would close
    search('');
  };
  return (
    <search className={styles.search}>
      <label htmlFor={id} className="visuallyHidden">
        Search the prompts
      </label>
      <input
        ref={field}
        id={id}
        type="search"
        className={styles.field}
        placeholder="Search the prompts"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={query}
        onChange={({ target }) => search(target.value)}
        onKeyDown={onKeyDown}
      />
      <p className={styles.count} role="status">
        {query.trim() !== '' && (
          <>
            {found} of {total}
            <span className="visuallyHidden"> pictures</span>
          </>
        )}
      </p>
    </search>
  );
}

/** In place of the pictures. The field takes the focus of the button that goes. */
export function NothingFound({ field }: Pick<HistorySearchProps, 'field'>) {
  const query = useAppStore((state) => state.historyQuery);
  const search = useAppStore((state) => state.searchHistory);
  const clear = (): void => {
    search('');
    field.current?.focus();
  };
  return (
    <div className={drawerStyles.empty}>
      <p>
        No picture has <bdi>“{query.trim()}”</bdi> in its prompts.
      </p>
      <Button onClick={clear}>Clear search</Button>
    </div>
  );
}
