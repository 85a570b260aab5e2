// One model: what it is, where it comes from, how much of it is here, and what can be done with it.
import { useId, useRef, useState } from 'react';
import type { ModelCard } from '../../protocol/library.ts';
import { chosenCard } from '../../store/selectors.ts';
import { Icon } from '../shared/Icon.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import { ProblemCard } from '../status/ProblemCard.tsx';
import { DeleteForm } from './DeleteForm.tsx';
import { DownloadLine } from './DownloadLine.tsx';
import { LicenceForm } from './LicenceForm.tsx';
import { ModelActions } from './ModelActions.tsx';
import { ModelFacts } from './ModelFacts.tsx';
import styles from './ModelRow.module.css';
import { modelStage } from './modelStage.ts';
import { useRowFocus } from './useRowFocus.ts';

/** What the person is being asked about this model. */
export type Question = 'licence' | 'delete' | null;

export function ModelRow({ card }: { readonly card: ModelCard }) {
  const download = useAppStore((state) => state.downloads[card.id]);
  const problem = useAppStore((state) => state.modelProblems[card.id]);
  const isChosen = useAppStore((state) => chosenCard(state)?.id === card.id);
  const [question, setQuestion] = useState<Question>(null);
  const asked = download ? null : question;
  const stage = download ? 'downloading' : modelStage(card);
  const row = useRef<HTMLLIElement>(null);
  const titleId = useId();
  useRowFocus(row, `${stage} ${asked} ${isChosen}`);

  return (
    <li
      ref={row}
      className={styles.row}
      aria-labelledby={titleId}
      data-model={card.id}
      data-stage={stage}
      data-chosen={isChosen}
    >
      <div className={styles.text}>
        <h3 id={titleId} className={styles.name}>
          {card.name}
          {isChosen && (
            <span className={styles.badge}>
              <Icon name="check" size={14} />
              In use
            </span>
          )}
        </h3>
        <p className={styles.summary}>{card.summary}</p>
        <ModelFacts card={card} isDownloading={download !== undefined} />
      </div>
      {!asked && <ModelActions card={card} isChosen={isChosen} onAsk={setQuestion} />}
      {download && <DownloadLine name={card.name} download={download} />}
      {asked === 'licence' && card.licence && (
        <LicenceForm card={card} licence={card.licence} onDone={() => setQuestion(null)} />
      )}
      {asked === 'delete' && <DeleteForm card={card} isChosen={isChosen} onDone={() => setQuestion(null)} />}
      {problem && !download && (
        <div className={styles.wide}>
          <ProblemCard problem={problem} steps={[]} />
        </div>
      )}
    </li>
  );
}
