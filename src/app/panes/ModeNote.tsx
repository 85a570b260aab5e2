// What the chosen mode does, in one sentence, with its formula, its authors' numbers and their paper.
import { describeDefaults } from '../../protocol/guidanceAt.ts';
import { ATTENTION_MODES, MODES } from '../../protocol/modes.ts';
import { steeredMode } from '../../store/paneSlots.ts';
import { ExternalLink } from '../shared/ExternalLink.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './ModeNote.module.css';

export function ModeNote() {
  const mode = useAppStore(steeredMode);
  const family = useAppStore((state) => state.info?.family ?? 'own');
  const missing = useAppStore((state) => state.info?.missingModes);
  const { sentence, formula, paper } = MODES[mode];
  const reasons = ATTENTION_MODES.map((id) => missing?.[id]).filter((reason) => reason !== undefined);

  return (
    <div className={styles.note} data-mode-note={mode}>
      <p>
        {sentence} {MODES.cfg.sentence}
      </p>
      <p>
        <span className={styles.formula}>{formula}</span> · its authors take {describeDefaults(mode, family)}{' '}
        · {paper && <ExternalLink href={paper.url}>arXiv {paper.arxiv}</ExternalLink>}
      </p>
      {reasons.length > 0 && <p>{reasons.join(' ')}</p>}
    </div>
  );
}
