// One of a few, all in sight: radio buttons as segments of a pill.
import { useId, type ReactNode } from 'react';
import styles from './Segments.module.css';

interface SegmentsProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly text: string; readonly disabled?: boolean }[];
  /** None is checked where it is not among the options. */
  readonly value: string;
  readonly onChange: (value: Value) => void;
  /** Stands at the end of the pill. */
  readonly children?: ReactNode;
}

export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { label, options, value: chosen, onChange, children } = props;
  const name = useId();
  return (
    <div className={styles.segments}>
      <div className={styles.radios} role="radiogroup" aria-label={label}>
        {options.map(({ value, text, disabled = false }) => (
          <label key={value} className={styles.segment}>
            <input
              className={styles.radio}
              type="radio"
              name={name}
              value={value}
              checked={value === chosen}
              disabled={disabled}
              onChange={() => onChange(value)}
            />
            {text}
          </label>
        ))}
      </div>
      {children}
    </div>
  );
}
