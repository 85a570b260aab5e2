// What a sheet varies across and down, and between which ends.
import { AXES, AXIS_IDS } from '../../store/sheet/sheetAxes.ts';
import { Choice } from '../shared/Choice.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import { AxisFields } from './AxisFields.tsx';
import styles from './AxisControls.module.css';

const AXIS_OPTIONS = AXIS_IDS.map((value) => ({ value, text: AXES[value].name }));
/** The option for no axis: its value in the list. */
const ONE_ROW = 'one';

export function AxisControls() {
  const across = useAppStore((state) => state.across);
  const down = useAppStore((state) => state.down);
  const setAxes = useAppStore((state) => state.setAxes);

  return (
    <div className={styles.axes}>
      <div className={styles.axis} role="group" aria-label="Across">
        <AxisChoice
          label="Across"
          options={AXIS_OPTIONS}
          value={across}
          onChange={(axis) => setAxes({ across: axis })}
        />
        <AxisFields axis={across} />
      </div>
      <div className={styles.axis} role="group" aria-label="Down">
        <AxisChoice
          label="Down"
          options={[{ value: ONE_ROW, text: 'One row' }, ...AXIS_OPTIONS]}
          value={down ?? ONE_ROW}
          onChange={(axis) => setAxes({ down: axis === ONE_ROW ? null : axis })}
        />
        {down && <AxisFields axis={down} />}
      </div>
    </div>
  );
}

interface AxisChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly text: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** With its label in sight. */
function AxisChoice<Value extends string>(props: AxisChoiceProps<Value>) {
  return (
    <label className={styles.choice}>
      <span className={styles.label}>{props.label}</span>
      <Choice {...props} look="field" />
    </label>
  );
}
