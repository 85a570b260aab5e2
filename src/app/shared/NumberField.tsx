// A number that is typed: follows what is valid while typing, clamps or refuses the rest with a sentence, never in silence.
import { useId, useState, type KeyboardEvent } from 'react';
import type { NumberRange } from '../../protocol/limits.ts';
import { formatInRange, readNumber, toRange } from '../../protocol/readNumber.ts';

interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  readonly range: NumberRange;
  readonly onChange: (value: number) => void;
  readonly readOnly?: boolean;
  readonly className: string | undefined;
  readonly messageClassName: string | undefined;
}

const STEPS: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

/** The field, and the sentence about a bad entry as its next sibling. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, range, onChange, readOnly = false } = props;
  /** What is in the field while it is being edited; `null` shows the value itself. */
  const [draft, setDraft] = useState<string | null>(null);
  /** A sentence, and the value that it left behind: it is stale as soon as the value is another. */
  const [note, setNote] = useState({ text: '', about: value });
  const messageId = useId();
  const message = draft === null && note.about === value ? note.text : '';

  const type = (text: string): void => {
    setDraft(text);
    const reading = readNumber(text, range);
    if (reading.value !== null && reading.message === '') onChange(reading.value);
  };

  const commit = (): void => {
    if (draft === null) return;
    const reading = readNumber(draft, range);
    setDraft(null);
    setNote({ text: reading.message, about: reading.value ?? value });
    if (reading.value !== null) onChange(reading.value);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') commit();
    const steps = STEPS[event.key];
    if (steps === undefined || readOnly) return;
    event.preventDefault();
    setDraft(null);
    onChange(toRange(value + steps * range.step, range));
  };

  return (
    <>
      <input
        className={props.className}
        role="spinbutton"
        inputMode={range.step < 1 ? 'decimal' : 'numeric'}
        autoComplete="off"
        spellCheck={false}
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={range.min}
        aria-valuemax={range.max}
        aria-invalid={message !== ''}
        aria-describedby={messageId}
        readOnly={readOnly}
        value={draft ?? formatInRange(value, range)}
        onChange={(event) => type(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      <p id={messageId} className={props.messageClassName} role="alert">
        {message}
      </p>
    </>
  );
}
