// Pictures on render targets, against a float64 resize.

import { afterAll, expect, test, vi } from 'vitest';
import { compareArrays } from '../../lib/compare.ts';
import { expectHealthyDevice, gpu, testFloatTypes } from '../testing/gpu.ts';
import { heldBy, imageBuffer, randomPlanes, readTexture } from '../testing/image.ts';
import { Presenter, type PresentTarget } from './presenter.ts';
import { resizeReference } from './presenter.ref.ts';

const { device } = gpu;
const presenter = new Presenter(device);
const [width, height] = [19, 13];

afterAll(expectHealthyDevice);

interface TextureTarget extends PresentTarget {
  readonly texture: GPUTexture;
}

function textureTarget(targetWidth: number, targetHeight: number): TextureTarget {
  const usage = GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC;
  const texture = device.createTexture({ size: [targetWidth, targetHeight], format: 'rgba8unorm', usage });
  return { texture, format: texture.format, currentTexture: () => texture };
}

testFloatTypes(
  'equals the reference within one level, larger, smaller and stretched',
  async (elementType) => {
    const [positive, negative] = [
      randomPlanes(elementType, 1, width, height),
      randomPlanes(elementType, 2, width, height),
    ];
    const buffers = {
      positive: imageBuffer(elementType, positive),
      negative: imageBuffer(elementType, negative),
    };
    for (const [targetWidth, targetHeight] of [
      [101, 70],
      [19, 13],
      [11, 40],
    ] as const) {
      for (const kappa of [1, 1.8]) {
        const target = textureTarget(targetWidth, targetHeight);
        await presenter.present(target, { ...buffers, kappa, width, height, elementType });
        const expected = resizeReference(
          { positive, negative, kappa, width, height },
          targetWidth,
          targetHeight,
        );
        const difference = compareArrays(await readTexture(target.texture), expected, { maxAbs: 1 });
        expect(difference, `${targetWidth} x ${targetHeight}, kappa ${kappa}`).toBeUndefined();
      }
    }
  },
);

testFloatTypes('at 1:1 each of the 256 levels keeps its byte', async (elementType) => {
  const levels = Float32Array.from({ length: 3 * 256 }, (_, i) => ((i % 256) / 255) * 2 - 1);
  const target = textureTarget(16, 16);
  const positive = imageBuffer(elementType, heldBy(elementType, levels));
  await presenter.present(target, { positive, width: 16, height: 16, elementType });
  const expected = Uint8Array.from({ length: 4 * 256 }, (_, i) => (i % 4 === 3 ? 255 : i >> 2));
  expect(compareArrays(await readTexture(target.texture), expected)).toBeUndefined();
});

test('equal pictures give equal bytes, whichever buffers they lie in and with or without CFG at kappa 1', async () => {
  const planes = randomPlanes('float32', 3, width, height);
  const unusable = imageBuffer('float32', new Float32Array(3 * width * height).fill(NaN));
  const drawn: Uint8Array[] = [];
  for (const negative of [undefined, unusable]) {
    const target = textureTarget(90, 60);
    const positive = imageBuffer('float32', planes);
    await presenter.present(target, { positive, negative, kappa: 1, width, height, elementType: 'float32' });
    drawn.push(await readTexture(target.texture));
  }
  expect(compareArrays(drawn[1] ?? [], drawn[0] ?? [])).toBeUndefined();
  expect(new Set(drawn[0]).size).toBeGreaterThan(16);
});

test('NaN and infinities stay inside their own neighbourhood', async () => {
  const planes = new Float32Array(3 * 8 * 8);
  planes.set([NaN, Infinity], 0);
  const target = textureTarget(32, 32);
  await presenter.present(target, {
    positive: imageBuffer('float32', planes),
    width: 8,
    height: 8,
    elementType: 'float32',
  });
  const expected = resizeReference({ positive: planes, kappa: 1, width: 8, height: 8 }, 32, 32);
  expect(compareArrays(await readTexture(target.texture), expected, { maxAbs: 1 })).toBeUndefined();
});

test('a picture in the same buffers makes nothing new, one in other buffers is the one shown', async () => {
  const target = textureTarget(40, 30);
  const [first, second] = [
    randomPlanes('float32', 4, width, height),
    randomPlanes('float32', 5, width, height),
  ];
  const image = { positive: imageBuffer('float32', first), width, height, elementType: 'float32' } as const;
  await presenter.present(target, image);
  const [createBindGroup, createBuffer] = [
    vi.spyOn(device, 'createBindGroup'),
    vi.spyOn(device, 'createBuffer'),
  ];
  await presenter.present(target, image);
  expect([createBindGroup.mock.calls.length, createBuffer.mock.calls.length]).toEqual([0, 0]);
  vi.restoreAllMocks();
  await presenter.present(target, { ...image, positive: imageBuffer('float32', second) });
  const expected = resizeReference({ positive: second, kappa: 1, width, height }, 40, 30);
  expect(compareArrays(await readTexture(target.texture), expected, { maxAbs: 1 })).toBeUndefined();
});
