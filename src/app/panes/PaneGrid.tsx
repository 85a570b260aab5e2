// The three panes side by side, and why the middle one is worth it.
import { PANE_MODES } from '../../protocol/modes.ts';
import { Pane } from './Pane.tsx';
import styles from './PaneGrid.module.css';

export function PaneGrid() {
  return (
    <section className={styles.grid} aria-label="Pictures">
      {PANE_MODES.map((mode) => (
        <Pane key={mode} mode={mode} />
      ))}
      <p className={styles.why}>
        NASA subtracts the negative inside every text cross-attention: one pass. CFG subtracts whole pictures:
        two passes, and on a one-step model it breaks.{' '}
        <a href="https://arxiv.org/abs/2412.02687">Paper: arXiv 2412.02687</a>
      </p>
    </section>
  );
}
