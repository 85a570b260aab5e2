// Pixels as the judge sees them, and how sharp they are.

import { SteerawayError } from '../../src/lib/errors.ts';
import type { PanePixels } from '../../src/protocol/engine.ts';

/** The judge averages over whole squares of pixels. */
export class PictureSizeError extends SteerawayError {
  readonly code = 'eval-picture-size';

  constructor(width: number, height: number, side: number) {
    super(
      `A picture of ${width} x ${height} px cannot be seen at ${side} px.`,
      `Evaluate a model whose square pictures are a multiple of ${side} px wide.`,
    );
  }
}

/** RGBA bytes -> means over squares of pixels, [3, side, side] in [-1, 1]. @throws PictureSizeError */
export function planesOf({ rgba, width, height }: PanePixels, side: number): Float32Array {
  const step = width / side;
  if (!Number.isInteger(step) || width !== height) throw new PictureSizeError(width, height, side);
  const planes = new Float32Array(3 * side * side);
  for (let y = 0; y < width; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < 3; channel++) {
        const at = (channel * side + Math.floor(y / step)) * side + Math.floor(x / step);
        planes[at]! += rgba[(y * width + x) * 4 + channel]!;
      }
  return planes.map((sum) => sum / step ** 2 / 127.5 - 1);
}

/** Mean |4 p - its four neighbours| over inner pixels and channels, in [-1, 1] units: as export_classifier.py measures real renders. */
export function laplacian(pixels: PanePixels): number {
  const side = pixels.width;
  const planes = planesOf(pixels, side);
  let sum = 0;
  for (let channel = 0; channel < 3; channel++)
    for (let y = 1; y < side - 1; y++)
      for (let x = 1; x < side - 1; x++) {
        const at = (channel * side + y) * side + x;
        const around = planes[at - 1]! + planes[at + 1]! + planes[at - side]! + planes[at + side]!;
        sum += Math.abs(4 * planes[at]! - around);
      }
  return sum / (3 * (side - 2) ** 2);
}
