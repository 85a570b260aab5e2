// The heat map on the adapter at hand, against the CPU way.

import { afterAll, expect, test } from 'vitest';
import { compareArrays } from '../../lib/compare.ts';
import { expectHealthyDevice, gpu, testFloatTypes } from '../testing/gpu.ts';
import { heldBy, imageBuffer, randomPlanes } from '../testing/image.ts';
import { differenceFromPixels } from './differenceFromPixels.ts';
import { ImageDifference } from './imageDifference.ts';
import { readPixels } from './imagePixels.ts';
import type { ImageSource } from './imageSource.ts';
import { KernelCache } from './kernel.ts';

const kernels = new KernelCache(gpu.device);
const difference = new ImageDifference(kernels);
/** Their product is no multiple of the workgroup's 64. */
const [width, height] = [37, 21];

afterAll(expectHealthyDevice);

/** The difference as bytes with its figures, and the same from the bytes of both pictures on the CPU. */
async function bothWays(left: ImageSource, right: ImageSource) {
  const { image, ...figures } = await difference.draw(left, right);
  const actual = { rgba: await readPixels(kernels, image), ...figures };
  const expected = differenceFromPixels(await readPixels(kernels, left), await readPixels(kernels, right));
  return { actual, expected };
}

testFloatTypes('equals the reference within one level', async (elementType) => {
  const planes = (seed: number) => imageBuffer(elementType, randomPlanes(elementType, seed, width, height));
  const left = { positive: planes(1), width, height, elementType };
  const right = { positive: planes(2), negative: planes(3), kappa: 1.7, width, height, elementType };
  const { actual, expected } = await bothWays(left, right);
  expect(compareArrays(actual.rgba, expected.rgba, { maxAbs: 1 })).toBeUndefined();
  expect(Math.abs(actual.mean - expected.mean)).toBeLessThan(0.02);
  expect(actual.changed).toBeCloseTo(expected.changed, 2);
  expect(actual.mean, 'random pictures are far apart').toBeGreaterThan(10);
});

testFloatTypes('small differences of one channel are seen, at every level', async (elementType) => {
  const ramp = (step: number) =>
    heldBy(
      elementType,
      Float32Array.from({ length: 3 * 256 }, (_, i) => (((i % 256) + (i < 256 ? step : 0)) / 255) * 2 - 1),
    );
  const image = (step: number) => ({
    positive: imageBuffer(elementType, ramp(step)),
    width: 16,
    height: 16,
    elementType,
  });
  const { actual, expected } = await bothWays(image(0), image(20));
  expect(compareArrays(actual.rgba, expected.rgba, { maxAbs: 1 })).toBeUndefined();
  expect(expected.changed).toBeGreaterThan(0.1);
  expect(actual.changed).toBeCloseTo(expected.changed, 2);
});

test('equal pictures are black, whichever buffers they lie in', async () => {
  const planes = randomPlanes('float32', 4, width, height);
  const image = (): ImageSource => ({
    positive: imageBuffer('float32', planes),
    width,
    height,
    elementType: 'float32',
  });
  const { image: heat, ...figures } = await difference.draw(image(), image());
  const black = Uint8Array.from({ length: 4 * width * height }, (_, i) => (i % 4 === 3 ? 255 : 0));
  expect(compareArrays(await readPixels(kernels, heat), black)).toBeUndefined();
  expect(figures).toEqual({ mean: 0, changed: 0 });
});

test('a difference forgets the one before, of another size too', async () => {
  const image = (seed: number, side: number): ImageSource => ({
    positive: imageBuffer('float32', randomPlanes('float32', seed, side, side)),
    width: side,
    height: side,
    elementType: 'float32',
  });
  const first = await difference.draw(image(1, 8), image(2, 8));
  await difference.draw(image(3, 12), image(4, 12));
  const again = await difference.draw(image(1, 8), image(2, 8));
  expect([again.mean, again.changed]).toEqual([first.mean, first.changed]);
  await expect(difference.draw(image(1, 8), image(2, 12))).rejects.toThrow(
    'pictures of 8 x 8 and 12 x 12 have no difference',
  );
});
