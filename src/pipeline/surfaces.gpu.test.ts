// The two ways to the page agree: pictures that stay on the GPU, and pictures that are copied; their difference too.

import { afterAll, expect, test } from 'vitest';
import { compareArrays } from '../lib/compare.ts';
import { copyToGpu, floatTensor, GpuRuntime, type Tensor } from '../runtime/index.ts';
import { expectHealthyDevice, gpu } from '../runtime/testing/gpu.ts';
import { randomPlanes } from '../runtime/testing/image.ts';
import { CopyingSurfaces, GpuSurfaces } from './surfaces.ts';

const runtime = new GpuRuntime(gpu);
const [onGpu, copying] = [new GpuSurfaces(runtime), new CopyingSurfaces(undefined)];
const [width, height] = [24, 16];
const REQUEST = { id: 'heat', between: ['left', 'right'] } as const;

afterAll(expectHealthyDevice);

function planes(seed: number): Tensor {
  return floatTensor('float32', randomPlanes('float32', seed, width, height), [1, 3, height, width]);
}

test('a pane without a picture has no difference', async () => {
  for (const surfaces of [onGpu, copying])
    await expect(surfaces.showDifference(REQUEST)).rejects.toMatchObject({ code: 'nothing-drawn' });
});

test('both show the same pictures and the same difference', async () => {
  const left = { positive: planes(1), guidanceScale: 1 };
  const right = { positive: planes(2), negative: planes(3), guidanceScale: 1.6 };
  await copying.show('left', left);
  await copying.show('right', right);
  await onGpu.show('left', { ...left, positive: copyToGpu(runtime.pool, left.positive) });
  await onGpu.show('right', {
    positive: copyToGpu(runtime.pool, right.positive),
    negative: copyToGpu(runtime.pool, right.negative),
    guidanceScale: right.guidanceScale,
  });
  const [figures, expected] = [await onGpu.showDifference(REQUEST), await copying.showDifference(REQUEST)];
  for (const id of ['left', 'right', 'heat']) {
    const [actual, reference] = [await onGpu.read(id), await copying.read(id)];
    expect([actual.width, actual.height]).toEqual([width, height]);
    // Bytes next to a tie may go either way; heat by a few levels, since it compares such bytes.
    const difference = compareArrays(actual.rgba, reference.rgba, { maxAbs: id === 'heat' ? 4 : 1 });
    expect(difference, id).toBeUndefined();
  }
  expect(figures.mean).toBeCloseTo(expected.mean, 1);
  expect(figures.changed).toBeCloseTo(expected.changed, 2);
  expect(figures.mean).toBeGreaterThan(10);
});
