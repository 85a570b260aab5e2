// What a person typed into a number field, read against its range: a value to use, and a sentence where it is not what they typed.
import type { NumberRange } from './limits.ts';

export interface NumberReading {
  /** Within the range and on its step; `null` when the text is refused. */
  readonly value: number | null;
  /** Empty when the text was taken as it stands. */
  readonly message: string;
}

export function readNumber(text: string, range: NumberRange): NumberReading {
  const typed = text.trim();
  const number = typed === '' ? NaN : Number(typed.replace(',', '.'));
  if (Number.isNaN(number)) {
    const what = typed === '' ? 'Nothing typed' : `“${shorten(typed)}” is not a number`;
    return {
      value: null,
      message: `${what}: ${range.name.toLowerCase()} takes ${range.min} to ${range.max}.`,
    };
  }
  const value = toRange(number, range);
  if (number < range.min || number > range.max) {
    return {
      value,
      message: `${range.name} takes ${range.min} to ${range.max}: ${shorten(typed)} became ${value}.`,
    };
  }
  const offStep = Math.abs(value - number) > 1e-9;
  return {
    value,
    message: offStep
      ? `${range.name} moves in steps of ${range.step}: ${shorten(typed)} became ${value}.`
      : '',
  };
}

/** Clamps to the range and rounds to the nearest step, free of binary residue (0.29999999999999998 is 0.3). */
export function toRange(value: number, { min, max, step }: NumberRange): number {
  const clamped = Math.min(max, Math.max(min, value));
  const steps = Math.round((clamped - min) / step);
  return Number((min + steps * step).toFixed(decimals(step)));
}

export function formatInRange(value: number, { step }: NumberRange): string {
  return value.toFixed(decimals(step));
}

function decimals(step: number): number {
  return Math.max(0, Math.ceil(-Math.log10(step)));
}

function shorten(text: string): string {
  return text.length > 24 ? `${text.slice(0, 24)}…` : text;
}
