// All 65536 float16 values both ways, and the rounding of everything between them.

import { describe, expect, it } from 'vitest';
import { float16BitsToFloat32, float16ToFloat32, float32ToFloat16, float32ToFloat16Bits } from './float16.ts';

/** The value of a float16 by the definition in IEEE 754, in float64 arithmetic. */
function definition(bits: number): number {
  const sign = bits >= 0x8000 ? -1 : 1;
  const exponent = Math.floor(bits / 1024) % 32;
  const fraction = (bits % 1024) / 1024;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -14 : (1 + fraction) * 2 ** (exponent - 15));
}

const ALL_BITS = Uint16Array.from({ length: 65536 }, (_, bits) => bits);
const LARGEST_FINITE = 0x7bff;
const SIGNS = [
  [1, 0],
  [-1, 0x8000],
] as const;

describe('float16', () => {
  it('widens every value exactly, signed zeros included', () => {
    const wrong = ALL_BITS.filter((bits) => !Object.is(float16BitsToFloat32(bits), definition(bits)));
    expect(Array.from(wrong)).toEqual([]);
  });

  it('narrows every float16 value to itself', () => {
    const wrong = ALL_BITS.filter(
      (bits) => !Number.isNaN(definition(bits)) && float32ToFloat16Bits(definition(bits)) !== bits,
    );
    expect(Array.from(wrong)).toEqual([]);
  });

  it('rounds to nearest, ties to even, subnormals and overflow included', () => {
    const wrong: string[] = [];
    const check = (value: number, bits: number) => {
      const found = float32ToFloat16Bits(value);
      if (found !== bits) wrong.push(`${value}: ${found}, expected ${bits}`);
    };
    for (let bits = 0; bits <= LARGEST_FINITE; bits++) {
      const low = definition(bits);
      // Past the largest value, the next would be 2^16: 65520 and up round to infinity.
      const high = bits === LARGEST_FINITE ? 2 ** 16 : definition(bits + 1);
      const middle = (low + high) / 2;
      // Far below half a float16 step, yet more than a float32 step.
      const nudge = Math.max(middle * 2 ** -20, 2 ** -40);
      for (const [sign, signBit] of SIGNS) {
        check(sign * middle, signBit + (bits % 2 === 0 ? bits : bits + 1));
        check(sign * (middle - nudge), signBit + bits);
        check(sign * (middle + nudge), signBit + bits + 1);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('keeps NaN, infinities and signed zero', () => {
    expect(float32ToFloat16Bits(NaN) & 0x7fff).toBeGreaterThan(0x7c00);
    expect(float16BitsToFloat32(0x7c01)).toBeNaN();
    expect(float32ToFloat16Bits(Infinity)).toBe(0x7c00);
    expect(float32ToFloat16Bits(-1e30)).toBe(0xfc00);
    expect(float32ToFloat16Bits(-0)).toBe(0x8000);
    expect(float32ToFloat16Bits(1e-30)).toBe(0);
  });

  it('converts in bulk as one by one', () => {
    const wide = float16ToFloat32(ALL_BITS);
    const wrong = ALL_BITS.filter((bits) => !Object.is(wide[bits], float16BitsToFloat32(bits)));
    expect(Array.from(wrong)).toEqual([]);
    const values = Float32Array.of(0.1, -2.5, 1e-7, 70000);
    expect(Array.from(float32ToFloat16(values))).toEqual(Array.from(values, float32ToFloat16Bits));
  });

  it('refuses a target of another length', () => {
    expect(() => float16ToFloat32(new Uint16Array(2), new Float32Array(3))).toThrow(RangeError);
    expect(() => float32ToFloat16(new Float32Array(2), new Uint16Array(1))).toThrow(RangeError);
  });
});
