// The three panes side by side, and what the middle one is steered with.
import { PANE_SLOTS } from '../../store/paneSlots.ts';
import { ModeNote } from './ModeNote.tsx';
import { Pane } from './Pane.tsx';
import styles from './PaneGrid.module.css';

export function PaneGrid() {
  return (
    <section className={styles.grid} aria-label="Pictures">
      {PANE_SLOTS.map((slot) => (
        <Pane key={slot} slot={slot} />
      ))}
      <ModeNote />
    </section>
  );
}
