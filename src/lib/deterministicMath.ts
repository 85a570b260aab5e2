// Natural logarithm and inverse normal distribution from IEEE basic arithmetic alone: the same bits on every machine.
// Math.log may differ in its last bit between engines; +, -, *, / and Math.sqrt may not.

const LN2 = 0.6931471805599453;
const SQRT2 = 1.4142135623730951;

const view = new DataView(new ArrayBuffer(8));

/** ln(x) for positive normal doubles, by x = m * 2^e and the series of artanh; relative error below 1e-15. */
export function naturalLog(x: number): number {
  view.setFloat64(0, x);
  const high = view.getUint32(0);
  let exponent = (high >>> 20) - 1023;
  view.setUint32(0, (high & 0x000fffff) | 0x3ff00000);
  let mantissa = view.getFloat64(0); // [1, 2)
  if (mantissa > SQRT2) {
    mantissa /= 2;
    exponent += 1;
  }
  const t = (mantissa - 1) / (mantissa + 1); // |t| < 0.172
  const square = t * t;
  let series = 0;
  for (let k = 21; k >= 1; k -= 2) series = series * square + 1 / k;
  return exponent * LN2 + 2 * t * series;
}

// Wichura's algorithm AS 241 (PPND16), Applied Statistics 37 (1988): about 16 digits.
// prettier-ignore
const CENTRAL = [
  [3.3871328727963666080, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
   4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3],
  [1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
   2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3],
] as const;
// prettier-ignore
const NEAR_TAIL = [
  [1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
   1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4],
  [1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1,
   1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9],
] as const;
// prettier-ignore
const FAR_TAIL = [
  [6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1,
   2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7],
  [1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
   7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15],
] as const;

/** The standard normal quantile of p in (0, 1). */
export function inverseNormal(p: number): number {
  const centered = p - 0.5;
  if (Math.abs(centered) <= 0.425) return centered * ratio(CENTRAL, 0.180625 - centered * centered);
  const r = Math.sqrt(-naturalLog(centered < 0 ? p : 1 - p));
  const magnitude = r <= 5 ? ratio(NEAR_TAIL, r - 1.6) : ratio(FAR_TAIL, r - 5);
  return centered < 0 ? -magnitude : magnitude;
}

function ratio([above, below]: readonly [readonly number[], readonly number[]], x: number): number {
  return polynomial(above, x) / polynomial(below, x);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
}
