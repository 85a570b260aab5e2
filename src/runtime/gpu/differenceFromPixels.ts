// The CPU twin of shaders/rgba8_difference.wgsl: the way of backends without a GPU, and the reference of the GPU test.

import { heatColour, VISIBLE } from '../../lib/heatMap.ts';

/** How two pictures differ. */
export interface DifferenceFigures {
  /** Mean over all pixels of 100 times the distance in Oklab. */
  readonly mean: number;
  /** Share of pixels that differ visibly, 0 to 1. */
  readonly changed: number;
}

/** sRGB byte -> linear light, in float32. */
const LINEAR = Float32Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

/**
 * Compares two pictures pixel by pixel.
 * @param left r, g, b, a for each pixel, [H, W, 4]; alpha is not read
 * @param right the same size
 * @returns heat as r, g, b, 255 for each pixel, black where nothing differs
 * @throws RangeError where the sizes differ
 */
export function differenceFromPixels(
  left: Uint8ClampedArray,
  right: Uint8ClampedArray,
): DifferenceFigures & { readonly rgba: Uint8ClampedArray<ArrayBuffer> } {
  if (left.length !== right.length)
    throw new RangeError(`pictures of ${left.length} and ${right.length} bytes have no difference`);
  const rgba = new Uint8ClampedArray(left.length).fill(255);
  let [tenths, visible] = [0, 0];
  for (let at = 0; at < left.length; at += 4) {
    const difference = colourDifference(left, right, at);
    const [red, green, blue] = heatColour(difference);
    rgba.set([Math.floor(red + 0.5), Math.floor(green + 0.5), Math.floor(blue + 0.5)], at);
    tenths += Math.floor(difference * 10 + 0.5);
    if (difference >= VISIBLE) visible++;
  }
  return { rgba, ...figuresFrom(tenths, visible, left.length / 4) };
}

/** @param tenths sum of all differences, each rounded to a tenth */
export function figuresFrom(tenths: number, visible: number, pixels: number): DifferenceFigures {
  return { mean: tenths / 10 / pixels, changed: visible / pixels };
}

/** 100 times the distance in Oklab of the pixels at this byte. */
function colourDifference(left: Uint8ClampedArray, right: Uint8ClampedArray, at: number): number {
  if ([0, 1, 2].every((channel) => left[at + channel] === right[at + channel])) return 0;
  const [a, b] = [toOklab(left, at), toOklab(right, at)];
  return Math.fround(100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]));
}

/** Björn Ottosson, "A perceptual color space for image processing", 2020; the matrices as in css-color-4. */
function toOklab(pixels: Uint8ClampedArray, at: number): readonly [number, number, number] {
  const [red, green, blue] = [LINEAR[pixels[at]!]!, LINEAR[pixels[at + 1]!]!, LINEAR[pixels[at + 2]!]!];
  const long = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const medium = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const short = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * long + 0.793617785 * medium - 0.0040720468 * short,
    1.9779984951 * long - 2.428592205 * medium + 0.4505937099 * short,
    0.0259040371 * long + 0.7827717662 * medium - 0.808675766 * short,
  ];
}
