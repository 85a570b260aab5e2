// A map of attention as pixels to lay over a picture: from a dark veil to the light colour of its side, half clear.
import type { WordAttention } from '../../protocol/engine.ts';

type Colour = readonly [red: number, green: number, blue: number, opacity: number];

const VEIL: Colour = [14, 15, 20, 0.8];

/** The same over every picture and in both themes: blue for what is wanted, red for what is not. */
const RAMPS: Readonly<Record<WordAttention['sign'], readonly Colour[]>> = Object.freeze({
  '+': [VEIL, [30, 86, 205, 0.66], [110, 175, 255, 0.45]],
  '-': [VEIL, [196, 30, 10, 0.66], [255, 92, 54, 0.45]],
});

/** @param map shares, row by row; the most read place of the word is the top of the ramp. @returns RGBA, not premultiplied */
export function heatPixels(map: Float32Array, sign: WordAttention['sign']): Uint8ClampedArray<ArrayBuffer> {
  const most = map.reduce((top, share) => Math.max(top, share), 0);
  const pixels = new Uint8ClampedArray(map.length * 4);
  for (const [place, share] of map.entries())
    pixels.set(colourAt(RAMPS[sign], most > 0 ? share / most : 0), place * 4);
  return pixels;
}

function colourAt(ramp: readonly Colour[], height: number): readonly number[] {
  const position = height * (ramp.length - 1);
  const step = Math.min(Math.floor(position), ramp.length - 2);
  const low = ramp[step] ?? VEIL;
  const high = ramp[step + 1] ?? VEIL;
  return low.map((from, channel) => {
    const value = from + ((high[channel] ?? 0) - from) * (position - step);
    return channel === 3 ? value * 255 : value;
  });
}
