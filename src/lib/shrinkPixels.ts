// Pictures made small enough to keep many of them: whole blocks of pixels become their mean.

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** 8-bit RGBA, row major. */
  readonly rgba: Uint8ClampedArray;
}

/** @returns the picture by the least whole factor that brings both sides to `longest` or less; itself where it is small already */
export function shrinkPixels(pixels: Pixels, longest: number): Pixels {
  const factor = Math.ceil(Math.max(pixels.width, pixels.height) / longest);
  if (factor <= 1) return pixels;
  const width = Math.floor(pixels.width / factor);
  const height = Math.floor(pixels.height / factor);
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let channel = 0; channel < 4; channel++)
        rgba[(y * width + x) * 4 + channel] = blockMean(pixels, x * factor, y * factor, factor, channel);
  return { width, height, rgba };
}

function blockMean(
  { width, rgba }: Pixels,
  left: number,
  top: number,
  side: number,
  channel: number,
): number {
  let sum = 0;
  for (let y = top; y < top + side; y++)
    for (let x = left; x < left + side; x++) sum += rgba[(y * width + x) * 4 + channel]!;
  return sum / side ** 2;
}
