// float32 a * b + c with one rounding, which is what a CPU's FMA instruction does and JavaScript has no operator for.

const scratch = new DataView(new ArrayBuffer(8));

/**
 * round32(a * b + c) for float32 a, b, c. The product is exact in a double (24 + 24 <= 53 bits) and the sum's rounding
 * error is known exactly (Knuth's TwoSum), so the sum can be rounded to odd, after which rounding it to float32 gives
 * what a single rounding gives (Boldo and Melquiond, "Emulation of a FMA and correctly rounded sums", IEEE TC 57, 2008).
 */
export function fusedMultiplyAdd(a: number, b: number, c: number): number {
  const product = a * b;
  const sum = product + c;
  const back = sum - product;
  const error = product - (sum - back) + (c - back);
  // `!(error !== 0)` also holds for NaN, which infinite sums give.
  if (!(error < 0 || error > 0)) return Math.fround(sum);
  return Math.fround(roundedToOdd(sum, error > 0 === sum > 0));
}

/** Of the two doubles around an inexact sum, the one whose last bit is set. */
function roundedToOdd(sum: number, exactIsFartherFromZero: boolean): number {
  scratch.setFloat64(0, sum);
  const low = scratch.getUint32(4);
  if ((low & 1) === 1) return sum;
  if (exactIsFartherFromZero) {
    scratch.setUint32(4, low | 1);
  } else {
    scratch.setUint32(4, low - 1);
    if (low === 0) scratch.setUint32(0, scratch.getUint32(0) - 1);
  }
  return scratch.getFloat64(0);
}
