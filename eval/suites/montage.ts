// Pictures in rows and columns as one picture: enlarged by whole pixels, on white.

import type { PanePixels } from '../../src/protocol/engine.ts';

/** Pixels between pictures. */
const GAP = 6;

/**
 * @param rows of equally many square pictures of equal size
 * @param side pixels on a side of each in the result, a multiple of theirs
 */
export function montage(rows: readonly (readonly PanePixels[])[], side: number): PanePixels {
  const columns = rows[0]?.length ?? 0;
  const width = columns * (side + GAP) - GAP;
  const height = rows.length * (side + GAP) - GAP;
  const rgba = new Uint8ClampedArray(width * height * 4).fill(255);
  rows.forEach((row, r) =>
    row.forEach((picture, c) => {
      if (side % picture.width !== 0)
        throw new RangeError(`${picture.width} px do not enlarge to ${side} px.`);
      const step = side / picture.width;
      for (let y = 0; y < side; y++)
        for (let x = 0; x < side; x++) {
          const from = (Math.floor(y / step) * picture.width + Math.floor(x / step)) * 4;
          const to = ((r * (side + GAP) + y) * width + c * (side + GAP) + x) * 4;
          rgba.set(picture.rgba.subarray(from, from + 4), to);
        }
    }),
  );
  return { width, height, rgba };
}
