// One remembered picture: a click brings its settings back.
import type { KeyboardEvent } from 'react';
import { MODES } from '../../protocol/modes.ts';
import { namedCheckpoint, type HistoryEntry } from '../../store/history/historyShelf.ts';
import { IconButton } from '../shared/IconButton.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './HistoryCard.module.css';
import { useThumbnail } from './useThumbnail.ts';

export interface CardActions {
  readonly onRestore: (entry: HistoryEntry) => void;
  readonly onSelect: (id: string, isSelected: boolean) => void;
  readonly onPin: (id: string, isPinned: boolean) => void;
  readonly onRemove: (id: string) => void;
}

interface HistoryCardProps extends CardActions {
  readonly entry: HistoryEntry;
  readonly isSelected: boolean;
}

export function HistoryCard({ entry, isSelected, ...actions }: HistoryCardProps) {
  const { id, pinned, settings } = entry;
  const thumbnail = useThumbnail(id);
  const how = useDrawnHow(entry);
  const words = describe(entry, how);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Delete' || event.key === 'Backspace') actions.onRemove(id);
  };
  return (
    <li className={styles.card} data-entry={id} data-selected={isSelected}>
      <button
        type="button"
        className={styles.picture}
        aria-label={`Restore ${words}`}
        title={`${new Date(entry.createdAt).toLocaleString()}\n${words}`}
        onClick={() => actions.onRestore(entry)}
        onKeyDown={onKeyDown}
      >
        {thumbnail && <img src={thumbnail} alt="" draggable={false} />}
      </button>
      <label className={styles.select}>
        <input
          type="checkbox"
          checked={isSelected}
          aria-label={`Select ${words}`}
          onChange={(event) => actions.onSelect(id, event.target.checked)}
        />
      </label>
      <div className={styles.tools}>
        <IconButton
          icon="pin"
          label={`Pin ${words}`}
          pressed={pinned}
          onClick={() => actions.onPin(id, !pinned)}
        />
        <IconButton icon="trash" label={`Remove ${words}`} onClick={() => actions.onRemove(id)} />
      </div>
      <p className={styles.words}>
        <bdi>{settings.positive.trim() || 'anything'}</bdi>
        {settings.negative.trim() !== '' && (
          <>
            <span className={styles.minus}> − </span>
            <bdi>{settings.negative.trim()}</bdi>
          </>
        )}
      </p>
      <p className={styles.numbers}>
        {how} · seed {settings.seed}
      </p>
    </li>
  );
}

/** The mode, its scale, and whose weights where they are not the model's first. Of another model only their id is known. */
function useDrawnHow(entry: HistoryEntry): string {
  const id = namedCheckpoint(entry);
  const checkpoints = useAppStore((state) => state.info?.checkpoints);
  const weights = checkpoints?.find((known) => known.id === id)?.name ?? id;
  const scaled = `${MODES[entry.mode].name} ${entry.settings.scale.toFixed(2)}`;
  return weights === undefined ? scaled : `${scaled} with ${weights}`;
}

function describe({ settings }: HistoryEntry, how: string): string {
  const { positive, negative, seed } = settings;
  const without = negative.trim() === '' ? '' : ` without ${negative.trim().slice(0, 80)}`;
  return `${positive.trim().slice(0, 80) || 'anything'}${without}, ${how}, seed ${seed}`;
}
