// Differences of colours, against values worked out elsewhere.

import { expect, test } from 'vitest';
import { FULL_HEAT, HEAT_RAMP, heatColour } from '../../lib/heatMap.ts';
import { differenceFromPixels } from './differenceFromPixels.ts';

const pixels = (...colours: number[][]) =>
  Uint8ClampedArray.from(colours.flatMap((colour) => [...colour, 255]));
const [WHITE, BLACK, RED, BLUE] = [
  [255, 255, 255],
  [0, 0, 0],
  [255, 0, 0],
  [0, 0, 255],
];

test('equal pictures are black heat and no difference', () => {
  const picture = pixels(WHITE, BLACK, [12, 200, 99]);
  const { rgba, mean, changed } = differenceFromPixels(picture, picture.slice());
  expect([...rgba]).toEqual([...pixels(BLACK, BLACK, BLACK)]);
  expect([mean, changed]).toEqual([0, 0]);
});

// Oklab of css-color-4's sample code: red (0.62796, 0.22486, 0.12585), blue (0.45201, -0.03246, -0.31153), white (1, 0, 0).
test.each([
  ['black and white', BLACK, WHITE, 100],
  ['red and blue', RED, BLUE, 100 * Math.hypot(0.17595, 0.25732, 0.43738)],
  ['white and blue', WHITE, BLUE, 100 * Math.hypot(0.54799, 0.03246, 0.31153)],
])('%s differ by their distance in Oklab', (_, left, right, expected) => {
  expect(differenceFromPixels(pixels(left), pixels(right)).mean).toBeCloseTo(expected, 1);
  expect(differenceFromPixels(pixels(right), pixels(left)).mean).toBeCloseTo(expected, 1);
});

test('one visible pixel of four is a quarter of the picture', () => {
  const left = pixels(WHITE, WHITE, WHITE, WHITE);
  const right = pixels(WHITE, BLACK, [255, 255, 254], WHITE);
  const { rgba, mean, changed } = differenceFromPixels(left, right);
  expect(changed, 'the last step of blue is not visible').toBe(0.25);
  expect(mean).toBeCloseTo(25, 0);
  expect([...rgba.slice(4, 7)], 'as hot as it gets').toEqual(HEAT_RAMP.at(-1));
  expect(heatColour(FULL_HEAT / 2)).toEqual(HEAT_RAMP[4]);
});

test('pictures of different sizes are refused', () => {
  expect(() => differenceFromPixels(pixels(WHITE), pixels(WHITE, BLACK))).toThrow(
    'pictures of 4 and 8 bytes have no difference',
  );
});
