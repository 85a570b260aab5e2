// IEEE 754 binary16 bits <-> float32, for hosts that have no Float16Array.

/** Four bytes to look at a float32 as bits, and back. */
const scratch = new DataView(new ArrayBuffer(4));

/** Smallest normal float16, 2^-14, as float32 bits. */
const MIN_NORMAL = 0x38800000;
/** 2^16 as float32 bits: the first power of two past float16's range. */
const OVERFLOW = 0x47800000;
const INFINITY = 0x7f800000;

/** Rounds to the nearest float16, ties to even; overflow gives infinity, NaN stays NaN. The result is 0..65535. */
export function float32ToFloat16Bits(value: number): number {
  scratch.setFloat32(0, value);
  const bits = scratch.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const magnitude = bits & 0x7fffffff;
  if (magnitude > INFINITY) return sign | 0x7e00 | ((magnitude >>> 13) & 0x3ff);
  if (magnitude >= OVERFLOW) return sign | 0x7c00;
  if (magnitude < MIN_NORMAL) {
    // One step of a float32 in [0.5, 1) is 2^-24, which is float16's subnormal step: the addition itself rounds.
    scratch.setUint32(0, magnitude);
    scratch.setFloat32(0, scratch.getFloat32(0) + 0.5);
    return sign | (scratch.getUint32(0) - 0x3f000000);
  }
  // Round the 13 dropped bits half to even, then move the exponent's bias from 127 to 15 (112 << 23).
  const rounded = magnitude + 0xfff + ((magnitude >>> 13) & 1);
  return sign | ((rounded - 0x38000000) >>> 13);
}

/** Exact. Only the low 16 bits are read. */
export function float16BitsToFloat32(bits: number): number {
  const sign = (bits & 0x8000) << 16;
  const exponent = (bits >>> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) {
    const value = fraction * 2 ** -24;
    return sign ? -value : value;
  }
  const widened = exponent === 0x1f ? INFINITY : (exponent + 112) << 23;
  scratch.setUint32(0, sign | widened | (fraction << 13));
  return scratch.getFloat32(0);
}

/** Bulk `float32ToFloat16Bits`; `target`, if given, must be as long as `source`. */
export function float32ToFloat16(
  source: Float32Array,
  target: Uint16Array = new Uint16Array(source.length),
): Uint16Array {
  requireSameLength(source.length, target.length);
  for (let i = 0; i < source.length; i++) target[i] = float32ToFloat16Bits(source[i] ?? NaN);
  return target;
}

/** Bulk `float16BitsToFloat32`; `target`, if given, must be as long as `source`. */
export function float16ToFloat32(
  source: Uint16Array,
  target: Float32Array = new Float32Array(source.length),
): Float32Array {
  requireSameLength(source.length, target.length);
  const table = wideningTable();
  for (let i = 0; i < source.length; i++) target[i] = table[source[i] ?? 0] ?? NaN;
  return target;
}

let table: Float32Array | undefined;

/** All 65536 values, 256 KiB, made on first use. */
function wideningTable(): Float32Array {
  table ??= Float32Array.from({ length: 65536 }, (_, bits) => float16BitsToFloat32(bits));
  return table;
}

function requireSameLength(source: number, target: number): void {
  if (source !== target) throw new RangeError(`target holds ${target} elements, source ${source}`);
}
