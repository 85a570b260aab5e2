// A number that is typed: follows what is valid while typing, clamps or refuses the rest with a sentence, never in silence.
import { useId, useState, type KeyboardEvent } from 'react';
import type { NumberRange } from '../../protocol/limits.ts';
import { formatInRange, readNumber, toRange } from '../../protocol/readNumber.ts';
import styles from './NumberField.module.css';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly range: NumberRange;
  readonly onChange: (value: number) => void;
  /** Where the sentence about a bad entry is shown; the field points at it. */
  readonly onMessage: (message: string) => void;
  readonly messageId: string;
  readonly invalid: boolean;
  readonly readOnly?: boolean;
  readonly className?: string | undefined;
}

export function NumberField(props: NumberFieldProps) {
  const { label, value, range, onChange, onMessage, readOnly = false } = props;
  /** What is in the field while it is being edited; `null` shows the value itself. */
  const [draft, setDraft] = useState<string | null>(null);
  const id = useId();

  const type = (text: string): void => {
    setDraft(text);
    const reading = readNumber(text, range);
    onMessage('');
    if (reading.value !== null && reading.message === '') onChange(reading.value);
  };

  const commit = (): void => {
    if (draft === null) return;
    const reading = readNumber(draft, range);
    setDraft(null);
    onMessage(reading.message);
    if (reading.value !== null) onChange(reading.value);
  };

  const step = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') commit();
    const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 }[event.key];
    if (!steps || readOnly) return;
    event.preventDefault();
    setDraft(null);
    onMessage('');
    onChange(toRange(value + steps * range.step, range));
  };

  return (
    <input
      id={id}
      className={props.className ?? styles.input}
      role="spinbutton"
      inputMode={range.step < 1 ? 'decimal' : 'numeric'}
      autoComplete="off"
      spellCheck={false}
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={range.min}
      aria-valuemax={range.max}
      aria-invalid={props.invalid}
      aria-describedby={props.messageId}
      readOnly={readOnly}
      value={draft ?? formatInRange(value, range)}
      onChange={(event) => type(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={commit}
      onKeyDown={step}
    />
  );
}
