// The choice between fused and raw self-attention where ONNX Runtime's MultiHeadAttention is right.

import { afterAll, describe, expect, test } from 'vitest';
import { convertDenoiser, type Model } from '../onnx/index.ts';
import { denoiser, SIZES } from '../onnx/testing/denoiser.ts';
import { AdapterLimitError } from './errors.ts';
import { GpuRuntime } from './gpuRuntime.ts';
import { multiHeadAttentionWorks } from './multiHeadTest.ts';
import { chooseSelfAttention } from './selfAttention.ts';
import { expectHealthyDevice, gpu as context, testFloatTypes } from './testing/gpu.ts';

/** Treated as the hardware that it may not be: emulated adapters are never asked. */
const gpu = new GpuRuntime({ ...context, isSoftware: false });
afterAll(expectHealthyDevice);

/** Of the small denoiser; larger heads take emulated adapters minutes to compile. */
const SMALL_HEADS = [SIZES.headSize];

const OPTIONS = { precision: 'float32', tokens: 64 } as const;

const count = ({ graph }: Model, name: string) => graph.nodes.filter(({ opType }) => opType === name).length;
const frameOf = (model: Model) => convertDenoiser(model).frame;

testFloatTypes('the self-test passes a right MultiHeadAttention', async (type) => {
  expect(await multiHeadAttentionWorks(gpu, type, SMALL_HEADS)).toEqual({
    works: true,
    finding: `MultiHeadAttention is right on ${context.description}`,
  });
});

test('the self-test says where it could not run', async () => {
  const { works, finding } = await multiHeadAttentionWorks(gpu, 'float32', [0]);
  expect(works).toBe(false);
  expect(finding).toContain(`does not run on ${context.description} (ONNX Runtime failed in`);
});

describe('self-attention', () => {
  test('is fused where the fused form is right', async () => {
    const frame = frameOf(denoiser());
    const choice = await chooseSelfAttention(frame, { provider: 'webgpu', gpu }, OPTIONS);
    expect(choice.isFused).toBe(true);
    expect(choice.sentence).toBe(
      `Self-attention is fused: ONNX Runtime's MultiHeadAttention is right on ${context.description}.`,
    );
    expect([count(frame, 'Softmax'), count(choice.frame, 'Softmax')]).toEqual([1, 0]);
    expect(count(choice.frame, 'MultiHeadAttention')).toBe(1);
  });

  test('that could run raw alone is refused where its scores do not fit one buffer', async () => {
    const emulated = new GpuRuntime({ ...context, isSoftware: true });
    const limit = context.device.limits.maxStorageBufferBindingSize;
    const most = Math.floor(Math.sqrt(limit / (SIZES.heads * 4)));
    const choose = (tokens: number) =>
      chooseSelfAttention(frameOf(denoiser()), { provider: 'webgpu', gpu: emulated }, { ...OPTIONS, tokens });
    expect((await choose(most)).isFused).toBe(false);
    await expect(choose(most + 1)).rejects.toThrow(AdapterLimitError);
    await expect(choose(most + 1)).rejects.toThrow('the scores of "attn1/weights" take');
  });

  test('stays raw on an emulated adapter, on WebAssembly, and where the file leaves no choice', async () => {
    const frame = frameOf(denoiser());
    const emulated = new GpuRuntime({ ...context, isSoftware: true });
    const place = { provider: 'webgpu', gpu: emulated } as const;
    expect(await chooseSelfAttention(frame, place, OPTIONS)).toEqual({
      frame,
      isFused: false,
      sentence: `Self-attention is left as MatMul and Softmax: ${context.description} takes minutes to compile the fused form.`,
    });
    expect((await chooseSelfAttention(frame, { provider: 'wasm' }, OPTIONS)).sentence).toContain(
      'WebAssembly',
    );
    const fused = frameOf(denoiser({ core: 'MultiHeadAttention' }));
    expect(await chooseSelfAttention(fused, { provider: 'webgpu', gpu }, OPTIONS)).toEqual({
      frame: fused,
      isFused: false,
      sentence: undefined,
    });
  });
});
