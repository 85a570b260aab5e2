// The licence before the download: to read, to accept, and only then to start.
import { useState } from 'react';
import type { ModelCard, ModelLicence } from '../../protocol/library.ts';
import { Button } from '../shared/Button.tsx';
import { ExternalLink } from '../shared/ExternalLink.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import { formatBytes } from './formatBytes.ts';
import styles from './ModelRow.module.css';

interface LicenceFormProps {
  readonly card: ModelCard;
  readonly licence: ModelLicence;
  readonly onDone: () => void;
}

export function LicenceForm({ card, licence, onDone }: LicenceFormProps) {
  const startDownload = useAppStore((state) => state.startDownload);
  const [accepted, setAccepted] = useState(false);
  const remaining = card.totalBytes - card.storedBytes - card.unfinishedBytes;

  const start = (): void => {
    void startDownload(card.id, licence.url);
    onDone();
  };

  return (
    <div className={styles.form} role="group" aria-label={`Licence of ${card.name}`}>
      <p>
        {card.name} is not ours. Before it comes to this browser, read its licence:{' '}
        <ExternalLink href={licence.url}>{licence.name}</ExternalLink>
      </p>
      <label className={styles.accept}>
        <input type="checkbox" checked={accepted} onChange={(event) => setAccepted(event.target.checked)} />
        <span>I have read and accept the {licence.name}</span>
      </label>
      <div className={styles.buttons}>
        <Button look="solid" disabled={!accepted} onClick={start}>
          Download {formatBytes(remaining)}
        </Button>
        <Button onClick={onDone}>Cancel</Button>
      </div>
    </div>
  );
}
