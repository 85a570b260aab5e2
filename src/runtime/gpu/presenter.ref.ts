// Catmull-Rom resizing as its textbook formula, in float64: what the presenter is tested against.

import { guidedBy, toUnitRange } from './pixelsFromPlanes.ts';

export interface PlanarImage {
  /** [1, 3, H, W] in [-1, 1] */
  readonly positive: Float32Array;
  readonly negative?: Float32Array | undefined;
  readonly kappa: number;
  readonly width: number;
  readonly height: number;
}

/** The picture at another size: r, g, b, 255 for each pixel, [H, W, 4], in 0..255 and not rounded. */
export function resizeReference(image: PlanarImage, targetWidth: number, targetHeight: number): Float64Array {
  const { positive, negative, kappa, width, height } = image;
  const guided = guidedBy(positive, negative, kappa);
  const colorAt = (channel: number, x: number, y: number) => {
    const column = Math.min(Math.max(x, 0), width - 1);
    const row = Math.min(Math.max(y, 0), height - 1);
    return toUnitRange(guided((channel * height + row) * width + column));
  };
  const output = new Float64Array(targetWidth * targetHeight * 4).fill(255);
  for (let y = 0; y < targetHeight; y++) {
    for (let x = 0; x < targetWidth; x++) {
      const centerX = ((x + 0.5) * width) / targetWidth - 0.5;
      const centerY = ((y + 0.5) * height) / targetHeight - 0.5;
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        for (const [row, weightY] of taps(centerY)) {
          for (const [column, weightX] of taps(centerX))
            sum += weightX * weightY * colorAt(channel, column, row);
        }
        output[(y * targetWidth + x) * 4 + channel] = 255 * Math.min(Math.max(sum, 0), 1);
      }
    }
  }
  return output;
}

/** The four pixels around a point, each with its weight. */
function taps(center: number): (readonly [pixel: number, weight: number])[] {
  const first = Math.floor(center) - 1;
  return [first, first + 1, first + 2, first + 3].map(
    (pixel) => [pixel, keys(Math.abs(center - pixel))] as const,
  );
}

/** The cubic convolution kernel with a = -1/2 (Keys 1981, eq. 15). */
function keys(distance: number): number {
  if (distance < 1) return 1.5 * distance ** 3 - 2.5 * distance ** 2 + 1;
  if (distance < 2) return -0.5 * distance ** 3 + 2.5 * distance ** 2 - 4 * distance + 2;
  return 0;
}
