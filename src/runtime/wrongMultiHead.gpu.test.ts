// The self-test on a device where ONNX Runtime's MultiHeadAttention is wrong: with subgroups narrower than its tile.

import { expect, test } from 'vitest';
import { convertDenoiser } from '../onnx/index.ts';
import { denoiser, SIZES } from '../onnx/testing/denoiser.ts';
import { findGpu, USUAL_ADAPTER, type GpuContext } from './device.ts';
import { SelfTestError } from './errors.ts';
import { GpuRuntime } from './gpuRuntime.ts';
import { multiHeadAttentionWorks } from './multiHeadTest.ts';
import { installNodeHost } from './nodeHost.ts';
import { chooseSelfAttention } from './selfAttention.ts';

installNodeHost();

const adapter = await findGpu()?.requestAdapter(USUAL_ADAPTER);
const isNarrow = adapter?.features.has('subgroups') === true && adapter.info.subgroupMaxSize <= 8;

/** What openDevice never gives: the feature on an adapter with narrow subgroups. */
async function narrowDevice(found: GPUAdapter): Promise<GpuRuntime> {
  const device = await found.requestDevice({ requiredFeatures: ['subgroups'] });
  const context: GpuContext = {
    adapter: found,
    device,
    description: 'this adapter',
    isSoftware: false,
    hasFloat16: false,
    lost: new Promise(() => {}),
    assertHealthy: () => {},
    destroy: () => device.destroy(),
  };
  return new GpuRuntime(context);
}

test.skipIf(!isNarrow)('wrong attention is found and not chosen [needs subgroups of 4 or 8]', async () => {
  const gpu = await narrowDevice(adapter!);
  const { works, finding } = await multiHeadAttentionWorks(gpu, 'float32', [SIZES.headSize]);
  expect(works).toBe(false);
  expect(finding).toMatch(/^MultiHeadAttention is \d+(\.\d+)? % off on this adapter$/);
  const { frame } = convertDenoiser(denoiser());
  const choice = await chooseSelfAttention(
    frame,
    { provider: 'webgpu', gpu },
    { precision: 'float32', tokens: 64 },
  );
  expect(choice.frame).toBe(frame);
  const given = convertDenoiser(denoiser({ core: 'MultiHeadAttention' })).frame;
  const refused = chooseSelfAttention(
    given,
    { provider: 'webgpu', gpu },
    { precision: 'float32', tokens: 64 },
  );
  await expect(refused).rejects.toThrow(SelfTestError);
  expect(choice.sentence).toMatch(
    /left as MatMul and Softmax: ONNX Runtime's MultiHeadAttention is .* % off/,
  );
});
