// One of several, in the browser's own list: a select that looks like the words it stands among.
import styles from './Choice.module.css';
import { Icon } from './Icon.tsx';

interface ChoiceProps<Value extends string> {
  readonly label: string;
  /** What the chosen one is, in a sentence; default: the label. */
  readonly hint?: string;
  readonly options: readonly { readonly value: Value; readonly text: string; readonly disabled?: boolean }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  /**
   * `title` heads what follows; `pill` is a control among controls; `field` is one among fields; `quiet` a note among notes; `more` shows
   * no words, only that there are others.
   */
  readonly look: 'title' | 'pill' | 'field' | 'quiet' | 'more';
}

export function Choice<Value extends string>({
  label,
  hint,
  options,
  value,
  onChange,
  look,
}: ChoiceProps<Value>) {
  return (
    <span className={styles.choice} data-look={look}>
      <select
        className={look === 'field' ? styles.field : styles.select}
        aria-label={label}
        title={hint ?? label}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled ?? false}>
            {option.text}
          </option>
        ))}
      </select>
      <Icon name="chevron" size={16} />
    </span>
  );
}
