// One remembered picture: a click brings its settings back.
import type { KeyboardEvent } from 'react';
import { MODES } from '../../protocol/modes.ts';
import type { HistoryEntry } from '../../store/history/historyShelf.ts';
import { IconButton } from '../shared/IconButton.tsx';
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
  const words = describe(entry);
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
        {MODES[entry.mode].name} {settings.scale.toFixed(2)} · seed {settings.seed}
      </p>
    </li>
  );
}

function describe({ settings, mode }: HistoryEntry): string {
  const { positive, negative, scale, seed } = settings;
  const without = negative.trim() === '' ? '' : ` without ${negative.trim().slice(0, 80)}`;
  return `${positive.trim().slice(0, 80) || 'anything'}${without}, ${MODES[mode].name} ${scale.toFixed(2)}, seed ${seed}`;
}
