// The numbers or words of one axis.
import { SEED_RANGE, type NumberRange } from '../../protocol/limits.ts';
import { SCALES_RANGE, SEEDS_RANGE, type AxisId, type AxisSettings } from '../../store/sheet/sheetAxes.ts';
import { NumberField } from '../shared/NumberField.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './AxisControls.module.css';

const FROM_SEED: NumberRange = Object.freeze({ ...SEED_RANGE, name: 'First seed' });

export function AxisFields({ axis }: { readonly axis: AxisId }) {
  const negatives = useAppStore((state) => state.axisSettings.negatives);
  const setAxisSettings = useAppStore((state) => state.setAxisSettings);
  switch (axis) {
    case 'scale':
      return (
        <div className={styles.fields}>
          0 to 1.5 in <Count setting="scales" range={SCALES_RANGE} /> pictures
        </div>
      );
    case 'seed':
      return (
        <div className={styles.fields}>
          <Count setting="seeds" range={SEEDS_RANGE} /> from <Count setting="firstSeed" range={FROM_SEED} />{' '}
          on
        </div>
      );
    case 'negative':
      return (
        <textarea
          className={styles.lines}
          aria-label="What you don’t want, one a line; an empty line for nothing"
          rows={Math.min(8, Math.max(3, negatives.split('\n').length))}
          value={negatives}
          onChange={({ target }) => setAxisSettings({ negatives: target.value })}
        />
      );
    case 'mode':
      return <div className={styles.fields}>every method that runs here</div>;
    case 'checkpoint':
      return <div className={styles.fields}>every set of weights of this model</div>;
  }
}

interface CountProps {
  readonly setting: Exclude<keyof AxisSettings, 'negatives'>;
  readonly range: NumberRange;
}

function Count({ setting, range }: CountProps) {
  const value = useAppStore((state) => state.axisSettings[setting]);
  const setAxisSettings = useAppStore((state) => state.setAxisSettings);
  return (
    <NumberField
      label={range.name}
      className={setting === 'firstSeed' ? styles.wideNumber : styles.number}
      value={value}
      range={range}
      onChange={(next) => setAxisSettings({ [setting]: next })}
      messageClassName={styles.message}
    />
  );
}
