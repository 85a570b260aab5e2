// Weighted sums of latents: on both providers, in both float types, with channels to spare.

import { afterAll, describe, expect, test } from 'vitest';
import { compareArrays } from '../lib/compare.ts';
import { float16ToFloat32 } from '../lib/float16.ts';
import { GpuRuntime } from './gpuRuntime.ts';
import { expectHealthyDevice, gpu as context } from './testing/gpu.ts';
import { floatTensor } from './values.ts';
import { WeightedSum } from './weightedSum.ts';

const gpu = new GpuRuntime(context);
afterAll(expectHealthyDevice);

/** [1, channels, 2, 3] of exact halves, so that float16 adds no error of its own. */
const numbers = (channels: number, step: number) =>
  Float32Array.from({ length: channels * 6 }, (_, i) => ((i * step) % 16) / 2 - 3);

function expected(weights: readonly number[], terms: readonly Float32Array[], channels: number): number[] {
  return Array.from({ length: channels * 6 }, (_, i) =>
    weights.reduce((sum, weight, k) => sum + weight * terms[k]![i]!, 0),
  );
}

describe.each(['wasm', 'webgpu'] as const)('on %s', (provider) => {
  const sum = new WeightedSum({ provider, gpu });
  afterAll(() => sum.release());

  test.each([
    { weights: [2], types: ['float32'], channels: [4] },
    { weights: [1, -14.5], types: ['float32', 'float32'], channels: [4, 8] },
    {
      weights: [0.5, 1.75, -0.75, 0.25],
      types: ['float32', 'float32', 'float32', 'float32'],
      channels: [4, 4, 4, 4],
    },
  ] as const)('weights $weights of $channels channels', async ({ weights, types, channels }) => {
    const data = channels.map((count, i) => numbers(count, i + 3));
    const terms = data.map((values, i) => ({
      tensor: floatTensor(types[i]!, values, [1, channels[i]!, 2, 3]),
      weight: weights[i]!,
    }));
    const result = await sum.run(terms, 4, 'float32');
    expect(result.dims).toEqual([1, 4, 2, 3]);
    const actual = (await result.getData()) as Float32Array;
    expect(compareArrays(actual, expected(weights, data, 4), { maxAbs: 1e-5 })).toBeUndefined();
    result.dispose();
  });
});

test('takes and gives float16 on WebGPU', async ({ skip }) => {
  if (!gpu.context.hasFloat16) skip('the adapter has no shader-f16');
  const sum = new WeightedSum({ provider: 'webgpu', gpu });
  const data = [numbers(4, 3), numbers(8, 5)];
  const terms = [
    { tensor: floatTensor('float32', data[0]!, [1, 4, 2, 3]), weight: 1 },
    { tensor: floatTensor('float16', data[1]!, [1, 8, 2, 3]), weight: -2 },
  ];
  const result = await sum.run(terms, 4, 'float16');
  const actual = float16ToFloat32((await result.getData()) as unknown as Uint16Array);
  expect(compareArrays(actual, expected([1, -2], data, 4), { maxAbs: 1e-2 })).toBeUndefined();
  result.dispose();
  await sum.release();
});
