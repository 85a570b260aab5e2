// The CPU twin of shaders/image_to_rgba8.wgsl: the wasm backend's way to pixels, and the reference of the GPU tests.

/**
 * Combines by classifier-free guidance, (1 - kappa) * negative + kappa * positive (arXiv 2412.02687, eq. 5), and turns
 * the result into bytes. Every step is rounded to float32, as the shader does it.
 * @param positive [1, 3, H, W], planar, in [-1, 1]
 * @param negative the same shape; without it, or with a kappa of exactly 1, the positive picture is taken bit for bit
 * @returns r, g, b, 255 for each pixel, [H, W, 4]
 * @throws RangeError where an array does not hold 3 * H * W values
 */
export function pixelsFromPlanes(
  positive: Float32Array,
  negative: Float32Array | undefined,
  kappa: number,
  width: number,
  height: number,
): Uint8ClampedArray<ArrayBuffer> {
  const plane = width * height;
  for (const values of negative ? [positive, negative] : [positive]) {
    if (values.length === 3 * plane) continue;
    throw new RangeError(
      `a picture of ${width} x ${height} has ${3 * plane} values, the array has ${values.length}`,
    );
  }
  const guided = guidedBy(positive, negative, kappa);
  const pixels = new Uint8ClampedArray(plane * 4).fill(255);
  for (let channel = 0; channel < 3; channel++) {
    for (let texel = 0; texel < plane; texel++) {
      pixels[texel * 4 + channel] = toByte(guided(channel * plane + texel));
    }
  }
  return pixels;
}

/** The combined value at an index, in float32. */
export function guidedBy(
  positive: Float32Array,
  negative: Float32Array | undefined,
  kappa: number,
): (index: number) => number {
  const { fround } = Math;
  const scale = fround(kappa);
  if (negative === undefined || scale === 1) return (i) => positive[i] ?? NaN;
  const complement = fround(1 - scale);
  return (i) => fround(fround(complement * (negative[i] ?? NaN)) + fround(scale * (positive[i] ?? NaN)));
}

/** [-1, 1], clamped, to [0, 1]; NaN becomes 0. Halving is exact, so only the sum rounds. */
export function toUnitRange(value: number): number {
  if (Number.isNaN(value)) return 0;
  return Math.fround(Math.min(Math.max(value, -1), 1) + 1) / 2;
}

/** Nearest, halves up: storing into a Uint8ClampedArray alone would round halves to even. */
function toByte(value: number): number {
  return Math.floor(Math.fround(Math.fround(toUnitRange(value) * 255) + 0.5));
}
