// One rounding and the right one, checked against exact integer arithmetic.

import { describe, expect, it } from 'vitest';
import { randomSource } from '../onnx/testing/random.ts';
import { fusedMultiplyAdd } from './fusedMultiplyAdd.ts';

const float32 = Math.fround;
const bits = new Int32Array(1);
const value = new Float32Array(bits.buffer);

/** The next float32 after `x` away from zero (+1) or towards it (-1); `x` is normal. */
function neighbour(x: number, direction: 1 | -1): number {
  value[0] = x;
  bits[0] = bits[0]! + direction;
  return value[0];
}

/** x * 2^200 for float32 |x| >= 2^-120, exactly. */
const scaled = (x: number) => BigInt(x * 2 ** 150) << 50n;
const distance = (x: bigint, y: bigint) => (x < y ? y - x : x - y);

/** Says how `actual` misses a * b + c rounded to float32, ties to even; undefined where it does not. */
function miss(a: number, b: number, c: number, actual: number): string | undefined {
  const exact = ((scaled(a) * scaled(b)) >> 200n) + scaled(c);
  const error = distance(exact, scaled(actual));
  for (const other of [neighbour(actual, 1), neighbour(actual, -1)]) {
    const otherError = distance(exact, scaled(other));
    value[0] = actual;
    if (error < otherError || (error === otherError && (bits[0]! & 1) === 0)) continue;
    return `${a} * ${b} + ${c}: got ${actual}, ${other} is nearer`;
  }
  return undefined;
}

describe('fusedMultiplyAdd', () => {
  it('rounds once, over random floats of mixed sizes', () => {
    const random = randomSource(1);
    const draw = () =>
      float32((1 + Math.abs(random.signed())) * 2 ** (random.below(40) - 20)) * random.pick([1, -1]);
    const misses: string[] = [];
    for (let round = 0; round < 20_000; round++) {
      const [a, b, c] = [draw(), draw(), draw()];
      const found = miss(a, b, c, fusedMultiplyAdd(a, b, c));
      if (found !== undefined) misses.push(found);
    }
    expect(misses).toEqual([]);
  });

  it.each([1, -1])('is not fooled by a product on a midpoint of float32 (sign %d)', (sign) => {
    // (1 + 2^-12)^2 = 1 + 2^-11 + 2^-24 lies halfway between two float32, and a double would forget so small a c.
    const [a, b] = [sign * (1 + 2 ** -12), 1 + 2 ** -12];
    const [near, far] = [sign * (1 + 2 ** -11), sign * (1 + 2 ** -11 + 2 ** -23)];
    expect(fusedMultiplyAdd(a, b, sign * 2 ** -70)).toBe(far);
    expect(fusedMultiplyAdd(a, b, -sign * 2 ** -70)).toBe(near);
    expect(fusedMultiplyAdd(a, b, 0)).toBe(near);
  });

  it('keeps infinities and NaN', () => {
    expect(fusedMultiplyAdd(Infinity, 1, 1)).toBe(Infinity);
    expect(fusedMultiplyAdd(Infinity, 1, -Infinity)).toBeNaN();
    expect(fusedMultiplyAdd(NaN, 1, 1)).toBeNaN();
  });
});
