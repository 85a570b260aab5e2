// What the steered pane shows: one of the modes that act inside the attention. It stands where other panes have their name.
import { ATTENTION_MODES, MODES } from '../../protocol/modes.ts';
import { steeredMode } from '../../store/paneSlots.ts';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './ModeChooser.module.css';

export function ModeChooser() {
  const mode = useAppStore(steeredMode);
  const missing = useAppStore((state) => state.info?.missingModes);
  const chooseMode = useAppStore((state) => state.chooseMode);

  return (
    <div className={styles.chooser} role="radiogroup" aria-label="Steer with">
      {ATTENTION_MODES.map((id) => (
        <label key={id} className={styles.choice}>
          <input
            className={styles.radio}
            type="radio"
            name="mode"
            value={id}
            checked={id === mode}
            disabled={missing?.[id] !== undefined}
            onChange={() => chooseMode(id)}
          />
          {MODES[id].name}
        </label>
      ))}
    </div>
  );
}
