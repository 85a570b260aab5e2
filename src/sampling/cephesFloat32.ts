// float32 logarithm, sine and cosine to the bit as torch's AVX2 kernels compute them for random numbers.
// Polynomials and constants: S. Moshier's Cephes library (logf, sinf, cosf), in the form of G. Garberoglio's AVX port
// that torch uses (aten/src/ATen/native/cpu/avx_mathfun.h). Where a product and a sum follow each other, GCC contracts
// them to one FMA; which ones, the goldens decide: of the four ways to contract the ambiguous pairs in `logFloat32` and
// `sinCosFloat32`, three differ from torch 2.13 in 209 to 1200 of 2^20 normals, and the one below in none.

import { fusedMultiplyAdd } from './fusedMultiplyAdd.ts';

const float32 = Math.fround;
const scratch = new DataView(new ArrayBuffer(4));

const SQRT_HALF = float32(0.707106781186547524);
/** ln 2 = LN2_HIGH + LN2_LOW. */
const LN2_HIGH = 0.693359375;
const LN2_LOW = float32(-2.1219444e-4);
const LOG_POLYNOMIAL = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
].map(float32);

const FOUR_OVER_PI = float32(1.27323954473516);
/** pi / 4 = -(sum), in parts short enough that their products with a small integer are exact. */
const MINUS_QUARTER_PI = [-0.78515625, -2.4187564849853515625e-4, -3.77489497744594108e-8].map(float32);
const SIN_POLYNOMIAL = [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1].map(float32);
const COS_POLYNOMIAL = [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2].map(float32);

/** ln(x) for positive normal float32 x, within about one unit in the last place. */
export function logFloat32(x: number): number {
  scratch.setFloat32(0, x);
  const bits = scratch.getUint32(0);
  // x = mantissa * 2^exponent, the mantissa in [0.5, 1).
  let exponent = (bits >>> 23) - 126;
  scratch.setUint32(0, (bits & 0x807fffff) | 0x3f000000);
  const mantissa = scratch.getFloat32(0);
  let m = float32(mantissa - 1);
  if (mantissa < SQRT_HALF) {
    exponent -= 1;
    m = float32(m + mantissa);
  }
  const square = float32(m * m);
  const series = float32(polynomial(LOG_POLYNOMIAL, m) * m);
  let tail = fusedMultiplyAdd(series, square, float32(exponent * LN2_LOW));
  tail = fusedMultiplyAdd(-square, 0.5, tail);
  return fusedMultiplyAdd(exponent, LN2_HIGH, float32(m + tail));
}

/** Sine and cosine of float32 `angle` in [0, 8192) radians, within about one unit in the last place of 1. */
export function sinCosFloat32(angle: number): [sin: number, cos: number] {
  // `angle` lies within pi / 4 of octant * pi / 4, and octant is even.
  const octant = (Math.trunc(float32(angle * FOUR_OVER_PI)) + 1) & ~1;
  const x = MINUS_QUARTER_PI.reduce((rest, part) => fusedMultiplyAdd(octant, part, rest), angle);
  const square = float32(x * x);
  const cosSeries = float32(polynomial(COS_POLYNOMIAL, square) * square);
  const nearCos = float32(fusedMultiplyAdd(cosSeries, square, -float32(square * 0.5)) + 1);
  const nearSin = fusedMultiplyAdd(float32(polynomial(SIN_POLYNOMIAL, square) * square), x, x);
  const isSwapped = (octant & 2) !== 0;
  const sin = isSwapped ? nearCos : nearSin;
  const cos = isSwapped ? nearSin : nearCos;
  return [(octant & 4) === 0 ? sin : -sin, ((octant - 2) & 4) === 0 ? -cos : cos];
}

/** Horner's rule, one FMA a coefficient, highest power first. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => fusedMultiplyAdd(sum, x, coefficient), 0);
}
