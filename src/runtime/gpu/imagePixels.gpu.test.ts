// Pictures to bytes on the adapter at hand, against the CPU way.

import { afterAll, expect, test } from 'vitest';
import { compareArrays } from '../../lib/compare.ts';
import { expectHealthyDevice, gpu, testFloatTypes } from '../testing/gpu.ts';
import { heldBy, imageBuffer, randomPlanes } from '../testing/image.ts';
import { readPixels } from './imagePixels.ts';
import { KernelCache } from './kernel.ts';
import { guidedBy, pixelsFromPlanes, toUnitRange } from './pixelsFromPlanes.ts';

const kernels = new KernelCache(gpu.device);
/** Neither side a multiple of the workgroup's 8. */
const [width, height] = [37, 21];
const plane = width * height;

afterAll(expectHealthyDevice);

testFloatTypes('every byte is the nearest one', async (elementType) => {
  const [positive, negative] = [
    randomPlanes(elementType, 1, width, height),
    randomPlanes(elementType, 2, width, height),
  ];
  for (const kappa of [0, 1, 1.7, 2.5]) {
    const buffers = {
      positive: imageBuffer(elementType, positive),
      negative: imageBuffer(elementType, negative),
    };
    const actual = await readPixels(kernels, { ...buffers, kappa, width, height, elementType });
    // A GPU may fuse a multiplication with an addition, so a value next to a tie may go either way.
    const guided = guidedBy(positive, negative, kappa);
    const expected = Float64Array.from(actual, (_, i) =>
      i % 4 === 3 ? 255 : 255 * toUnitRange(guided((i % 4) * plane + (i >> 2))),
    );
    expect(compareArrays(actual, expected, { maxAbs: 0.5 + 1e-4 }), `kappa ${kappa}`).toBeUndefined();
  }
});

testFloatTypes('each of the 256 levels keeps its byte, and halves go up', async (elementType) => {
  const levels = Float32Array.from({ length: 3 * 256 }, (_, i) => (i < 512 ? ((i % 256) / 255) * 2 - 1 : 0));
  const positive = heldBy(elementType, levels);
  const image = { positive: imageBuffer(elementType, positive), width: 16, height: 16, elementType };
  const actual = await readPixels(kernels, image);
  expect(compareArrays(actual, pixelsFromPlanes(positive, undefined, 1, 16, 16))).toBeUndefined();
  expect([...actual.slice(4 * 200, 4 * 201)]).toEqual([200, 200, 128, 255]);
});

testFloatTypes(
  'a kappa of 1 gives the positive picture whatever the negative one holds',
  async (elementType) => {
    const positive = imageBuffer(elementType, randomPlanes(elementType, 3, width, height));
    const negative = imageBuffer(elementType, new Float32Array(3 * plane).fill(NaN));
    const alone = await readPixels(kernels, { positive, width, height, elementType });
    const guided = await readPixels(kernels, { positive, negative, kappa: 1, width, height, elementType });
    expect(compareArrays(guided, alone)).toBeUndefined();
  },
);

testFloatTypes('infinities are clamped and NaN is black', async (elementType) => {
  const values = Float32Array.of(Infinity, -Infinity, NaN, 9, -9, 1, -1, -NaN, 0, Infinity, NaN, 0.5);
  const image = { positive: imageBuffer(elementType, values), width: 4, height: 1, elementType };
  const actual = await readPixels(kernels, image);
  expect([...actual]).toEqual([255, 0, 128, 255, 0, 255, 255, 255, 0, 0, 0, 255, 255, 0, 191, 255]);
  // (1 - 2) * inf + 2 * inf is NaN.
  const guided = await readPixels(kernels, { ...image, negative: image.positive, kappa: 2 });
  expect(guided).toEqual(pixelsFromPlanes(values, values, 2, 4, 1));
});

test('a buffer that is too small is refused', async () => {
  const positive = imageBuffer('float32', new Float32Array(11));
  await expect(
    readPixels(kernels, { positive, width: 2, height: 2, elementType: 'float32' }),
  ).rejects.toThrow('a float32 picture of 2 x 2 needs 48 bytes, the buffer has 44');
});
