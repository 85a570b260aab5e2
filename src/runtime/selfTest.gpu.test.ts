// The start-up self-test with kernels that are broken on purpose: what is left out, and when nothing is left.

import { afterAll, expect, test } from 'vitest';
import { SelfTestError } from './errors.ts';
import { GpuRuntime } from './gpuRuntime.ts';
import { nasaCrossAttention } from './ops/nasaCrossAttention.ts';
import type { CustomOp } from './ops/types.ts';
import { selfTestAttention } from './selfTest.ts';
import { DOES_NOT_COMPILE, withBroken, WRONG } from './testing/brokenKernels.ts';
import { expectHealthyDevice, gpu as context } from './testing/gpu.ts';

/** One for all tests: kernels take seconds to compile. */
const gpu = new GpuRuntime(context);

afterAll(expectHealthyDevice);

const broken = (where: 'in front' | 'alone'): CustomOp => ({
  ...nasaCrossAttention,
  prepare: (...args) => withBroken(nasaCrossAttention.prepare(...args), [WRONG, DOES_NOT_COMPILE], where),
});

test('our kernels are right on this adapter, and there is nothing to say', async () => {
  await selfTestAttention(gpu, 'float32');
  expect(gpu.tuner.notices).toEqual([]);
});

test('the next kernel takes the place of a broken one, and a sentence names what was left out', async () => {
  await selfTestAttention(gpu, 'float32', broken('in front'));
  expect(gpu.tuner.notices).toMatchObject([
    expect.stringMatching(
      /^The kernel wrong is left out on .*: its relative error is .* in float32, mode nasa\.$/,
    ),
    expect.stringMatching(/^The kernel does_not_compile is left out on .*: The shader does_not_compile does/),
  ]);
});

test('only where none is left is the GPU given up', async () => {
  await expect(selfTestAttention(gpu, 'float32', broken('alone'))).rejects.toThrow(SelfTestError);
});
