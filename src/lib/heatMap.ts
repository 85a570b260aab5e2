// How a difference of colours is shown as heat: the scale, and the ramp. The shader, its CPU twin and the legend read them here.

/** 100 times the distance in Oklab (css-color-4, deltaEOK): 0 is the same colour, 100 is black against white. */
export type ColourDifference = number;

/** Heat ends here: most changes of an object or a background lie below. */
export const FULL_HEAT: ColourDifference = 40;

/** What an eye just notices, in css-color-4's gamut mapping. */
export const VISIBLE: ColourDifference = 2;

/**
 * Inferno of matplotlib (Smith and van der Walt, CC0) at nine even places, its first one pure black: lightness grows evenly, so that
 * equal steps of heat look equal, in grey and to colour-blind eyes too. sRGB bytes.
 */
export const HEAT_RAMP: readonly (readonly [red: number, green: number, blue: number])[] = Object.freeze([
  [0, 0, 0],
  [31, 12, 72],
  [85, 15, 109],
  [136, 34, 106],
  [186, 54, 85],
  [227, 89, 51],
  [249, 140, 10],
  [249, 201, 50],
  [252, 255, 164],
]);

/** @returns sRGB in 0..255, not rounded; linear between the places of the ramp */
export function heatColour(difference: ColourDifference): readonly [number, number, number] {
  const at = Math.min(Math.max(difference / FULL_HEAT, 0), 1) * (HEAT_RAMP.length - 1);
  const place = Math.min(Math.floor(at), HEAT_RAMP.length - 2);
  const [from, to] = [HEAT_RAMP[place]!, HEAT_RAMP[place + 1]!];
  const mix = (channel: 0 | 1 | 2): number => from[channel] + (to[channel] - from[channel]) * (at - place);
  return [mix(0), mix(1), mix(2)];
}
