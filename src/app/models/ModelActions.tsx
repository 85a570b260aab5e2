// The buttons of a model: one next step, and beside it what clears up.
import type { ModelCard } from '../../protocol/library.ts';
import { Button } from '../shared/Button.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import type { Question } from './ModelRow.tsx';
import styles from './ModelRow.module.css';
import { modelStage, type ModelStage } from './modelStage.ts';

interface ModelActionsProps {
  readonly card: ModelCard;
  readonly isChosen: boolean;
  readonly onAsk: (question: Question) => void;
}

const DOWNLOAD_LABELS: Readonly<Record<Exclude<ModelStage, 'ready'>, string>> = {
  absent: 'Download',
  paused: 'Resume',
};

export function ModelActions({ card, isChosen, onAsk }: ModelActionsProps) {
  const { id, name, source } = card;
  const download = useAppStore((state) => state.downloads[id]);
  const accepted = useAppStore((state) => state.acceptedLicences[id]);
  const startDownload = useAppStore((state) => state.startDownload);
  const pauseDownload = useAppStore((state) => state.pauseDownload);
  const chooseModel = useAppStore((state) => state.chooseModel);
  const closeModels = useAppStore((state) => state.closeModels);
  const stage = modelStage(card);

  const use = (): void => {
    void chooseModel(id);
    closeModels();
  };
  const fetchIt = (): void => {
    // Accepted on this visit already: a paused download just goes on.
    if (accepted !== undefined && accepted === card.licence?.url) void startDownload(id, accepted);
    else onAsk('licence');
  };

  if (download) {
    return (
      <div className={styles.actions}>
        <Button disabled={download.isPausing} onClick={() => void pauseDownload(id)}>
          {download.isPausing ? 'Pausing…' : 'Pause'}
          <Whose name={name} />
        </Button>
      </div>
    );
  }
  return (
    <div className={styles.actions}>
      {stage === 'ready' && !isChosen && (
        <Button look="solid" onClick={use}>
          Use
          <Whose name={name} />
        </Button>
      )}
      {stage !== 'ready' && (
        <Button look="solid" onClick={fetchIt}>
          {DOWNLOAD_LABELS[stage]}
          <Whose name={name} />
        </Button>
      )}
      {source !== 'embedded' && stage !== 'absent' && (
        <Button onClick={() => onAsk('delete')}>
          {source === 'local' ? 'Forget' : 'Delete'}
          <Whose name={name} />
        </Button>
      )}
    </div>
  );
}

/** Buttons of every row read alike; said aloud, each names its model. */
function Whose({ name }: { readonly name: string }) {
  return <span className="visuallyHidden"> {name}</span>;
}
