// The ramp of the heat map: its ends, its lightness, and the colours between its places.
import { expect, test } from 'vitest';
import { FULL_HEAT, HEAT_RAMP, heatColour } from './heatMap.ts';

/** CIE L* of sRGB bytes, 0 to 100. */
function lightness([red, green, blue]: readonly [number, number, number]): number {
  const linear = (byte: number) => (byte <= 10.31475 ? byte / 3294.6 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
  const y = 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  return y > 216 / 24389 ? 116 * Math.cbrt(y) - 16 : (24389 / 27) * y;
}

test('no difference is black, and heat ends at its brightest', () => {
  expect(heatColour(0)).toEqual([0, 0, 0]);
  expect(heatColour(FULL_HEAT)).toEqual(HEAT_RAMP.at(-1));
  expect(heatColour(3 * FULL_HEAT)).toEqual(HEAT_RAMP.at(-1));
});

test('lightness grows evenly', () => {
  const steps = HEAT_RAMP.slice(1).map((colour, i) => lightness(colour) - lightness(HEAT_RAMP[i]!));
  const even = lightness(HEAT_RAMP.at(-1)!) / (HEAT_RAMP.length - 1);
  for (const step of steps) expect(Math.abs(step - even), `${step} is about ${even}`).toBeLessThan(even / 2);
});

test('between two places colours are mixed', () => {
  const [a, b] = [HEAT_RAMP[2]!, HEAT_RAMP[3]!];
  const between = heatColour((FULL_HEAT * 2.5) / (HEAT_RAMP.length - 1));
  expect(between).toEqual(a.map((value, i) => (value + b[i]!) / 2));
});
