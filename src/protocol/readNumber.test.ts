// Number fields: taken, clamped, rounded or refused, and never in silence.
import { describe, expect, it } from 'vitest';
import { SCALE_RANGE, SEED_RANGE } from './limits.ts';
import { formatInRange, readNumber, toRange } from './readNumber.ts';

describe('readNumber', () => {
  it.each([
    ['0', 0],
    ['1.5', 1.5],
    [' 0.7 ', 0.7],
    ['0,7', 0.7],
    ['.25', 0.25],
    ['1e0', 1],
  ])('takes %j as it stands', (text, value) =>
    expect(readNumber(text, SCALE_RANGE)).toEqual({ value, message: '' }),
  );

  it.each([
    ['7', 1.5],
    ['-1', 0],
    ['Infinity', 1.5],
    ['-Infinity', 0],
  ])('clamps %j and says so', (text, value) => {
    const reading = readNumber(text, SCALE_RANGE);
    expect(reading.value).toBe(value);
    expect(reading.message).toBe(`Scale takes 0 to 1.5: ${text} became ${value}.`);
  });

  it.each(['NaN', 'abc', '1.2.3', '٣', '', '   ', '0.5 cats'])('refuses %j and says so', (text) => {
    const reading = readNumber(text, SCALE_RANGE);
    expect(reading.value).toBeNull();
    expect(reading.message).toMatch(/scale takes 0 to 1\.5\.$/);
  });

  it('rounds to the step and says so', () => {
    expect(readNumber('0.705', SCALE_RANGE).message).toMatch(/steps of 0\.01/);
    expect(readNumber('3.7', SEED_RANGE)).toEqual({
      value: 4,
      message: 'Seed moves in steps of 1: 3.7 became 4.',
    });
  });

  it('takes the largest seed and clamps the one after', () => {
    expect(readNumber('4294967295', SEED_RANGE)).toEqual({ value: 4294967295, message: '' });
    expect(readNumber('4294967296', SEED_RANGE).value).toBe(4294967295);
    expect(readNumber('-0', SEED_RANGE)).toEqual({ value: 0, message: '' });
  });

  it('quotes a long text only in part', () => {
    expect(readNumber('x'.repeat(10_000), SEED_RANGE).message.length).toBeLessThan(100);
  });
});

describe('toRange', () => {
  it('leaves no binary residue on any step of the scale', () => {
    for (let hundredths = 0; hundredths <= 150; hundredths++) {
      expect(String(toRange(hundredths * 0.01, SCALE_RANGE))).toBe(String(hundredths / 100));
    }
  });
});

describe('formatInRange', () => {
  it('shows as many decimals as the step has', () => {
    expect(formatInRange(1, SCALE_RANGE)).toBe('1.00');
    expect(formatInRange(1, SEED_RANGE)).toBe('1');
  });
});
