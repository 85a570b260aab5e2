// One number out of a record of whatever origin: clamped to its range, or left out, and said.
import type { NumberRange } from '../../protocol/limits.ts';
import { toRange } from '../../protocol/readNumber.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** @param notes takes a sentence where the number is wrong */
export function readInRange(
  name: string,
  range: NumberRange,
  fields: Fields,
  notes: string[],
): number | undefined {
  const number = fields[name];
  if (number === undefined) return undefined;
  if (typeof number !== 'number' || Number.isNaN(number)) {
    notes.push(`What it has for ${name} is no number and was left out.`);
    return undefined;
  }
  const value = toRange(number, range);
  if (number < range.min || number > range.max) notes.push(clampedNote(range, number, value));
  return value;
}

export function clampedNote({ name, min, max }: NumberRange, number: number, value: number): string {
  const takes = min === max ? `is always ${min} here` : `takes ${min} to ${max}`;
  return `${name} ${takes}: ${number} became ${value}.`;
}
