// The small print of a model: origin, size, licence, and what did not go the usual way.
import type { ModelCard } from '../../protocol/library.ts';
import { Icon } from '../shared/Icon.tsx';
import { ExternalLink } from '../shared/ExternalLink.tsx';
import styles from './ModelRow.module.css';
import { sizeText } from './modelStage.ts';

interface ModelFactsProps {
  readonly card: ModelCard;
  /** Its size is told elsewhere, as it grows. */
  readonly isDownloading: boolean;
}

export function ModelFacts({ card, isDownloading }: ModelFactsProps) {
  const { origin, licence, notices } = card;
  const size = isDownloading ? '' : sizeText(card);
  return (
    <>
      <ul className={styles.facts}>
        {size && <li className={styles.size}>{size}</li>}
        <li>{origin}</li>
        {licence && (
          <li>
            <ExternalLink href={licence.url}>{licence.name}</ExternalLink>
          </li>
        )}
      </ul>
      {notices.map((notice) => (
        <p key={notice} className={styles.notice}>
          <Icon name="info" size={16} />
          {notice}
        </p>
      ))}
    </>
  );
}
