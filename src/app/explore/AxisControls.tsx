// What a sheet varies across and down, and between which ends.
import { AXES, AXIS_IDS, type AxisId } from '../../store/sheet/sheetAxes.ts';
import { useAppStore } from '../shared/storeContext.ts';
import { AxisFields } from './AxisFields.tsx';
import styles from './AxisControls.module.css';

/** The option for no axis: its value in the list. */
const ONE_ROW = 'one';

export function AxisControls() {
  const across = useAppStore((state) => state.across);
  const down = useAppStore((state) => state.down);
  const setAxes = useAppStore((state) => state.setAxes);
  const axisOf = (value: string): AxisId | null => AXIS_IDS.find((id) => id === value) ?? null;

  return (
    <div className={styles.axes}>
      <div className={styles.axis} role="group" aria-label="Across">
        <label className={styles.choice}>
          <span className={styles.label}>Across</span>
          <select
            className={styles.select}
            value={across}
            onChange={({ target }) => setAxes({ across: axisOf(target.value) ?? across })}
          >
            <AxisOptions />
          </select>
        </label>
        <AxisFields axis={across} />
      </div>
      <div className={styles.axis} role="group" aria-label="Down">
        <label className={styles.choice}>
          <span className={styles.label}>Down</span>
          <select
            className={styles.select}
            value={down ?? ONE_ROW}
            onChange={({ target }) => setAxes({ down: axisOf(target.value) })}
          >
            <option value={ONE_ROW}>One row</option>
            <AxisOptions />
          </select>
        </label>
        {down && <AxisFields axis={down} />}
      </div>
    </div>
  );
}

function AxisOptions() {
  return AXIS_IDS.map((id) => (
    <option key={id} value={id}>
      {AXES[id].name}
    </option>
  ));
}
