// Asks once before a model goes.
import type { ModelCard } from '../../protocol/library.ts';
import { Button } from '../shared/Button.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import { formatBytes } from './formatBytes.ts';
import styles from './ModelRow.module.css';

interface DeleteFormProps {
  readonly card: ModelCard;
  readonly isChosen: boolean;
  readonly onDone: () => void;
}

export function DeleteForm({ card, isChosen, onDone }: DeleteFormProps) {
  const deleteModel = useAppStore((state) => state.deleteModel);
  const isLocal = card.source === 'local';
  const remove = (): void => {
    void deleteModel(card.id);
    onDone();
  };
  return (
    <div className={styles.form} role="group" aria-label={`Delete ${card.name}`}>
      <p>
        {isLocal
          ? `Forget ${card.name}? Its files stay where they are on your disk.`
          : `Delete ${formatBytes(card.storedBytes + card.unfinishedBytes)} of ${card.name} from this browser?`}
        {isChosen && ' It is in use: the page goes back to its own model.'}
      </p>
      <div className={styles.buttons}>
        <Button look="danger" onClick={remove}>
          {isLocal ? 'Forget it' : 'Delete it'}
        </Button>
        <Button data-first onClick={onDone}>
          Keep it
        </Button>
      </div>
    </div>
  );
}
