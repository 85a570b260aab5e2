// What the mode in sight does, in one sentence, with its formula, its authors' numbers and their paper.
import { describeDefaults } from '../../protocol/guidanceAt.ts';
import { ATTENTION_MODES, MODES } from '../../protocol/modes.ts';
import { modeOf, visibleSlots } from '../../store/paneSlots.ts';
import { notedMode } from '../../store/selectors.ts';
import { ExternalLink } from '../shared/ExternalLink.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './ModeNote.module.css';

export function ModeNote() {
  const mode = useAppStore(notedMode);
  const family = useAppStore((state) => state.info?.family ?? 'own');
  const missing = useAppStore((state) => state.info?.missingModes);
  const hasCfg = useAppStore((state) => visibleSlots(state).some((slot) => modeOf(slot, state) === 'cfg'));
  const { sentence, formula, paper } = MODES[mode];
  const reasons = ATTENTION_MODES.map((id) => missing?.[id]).filter((reason) => reason !== undefined);

  return (
    <div className={styles.note} data-mode-note={mode}>
      <p>
        {sentence} {hasCfg && mode !== 'cfg' && <span className={styles.aside}>{MODES.cfg.sentence}</span>}
      </p>
      <p>
        <span className={styles.formula}>{formula}</span>
        {paper && (
          <>
            {' · '}its authors take {describeDefaults(mode, family)} ·{' '}
            <ExternalLink href={paper.url}>arXiv {paper.arxiv}</ExternalLink>
          </>
        )}
      </p>
      {reasons.length > 0 && <p>{reasons.join(' ')}</p>}
    </div>
  );
}
