// What people drop that is no pipeline: each is refused with its own error, a sentence and a next step.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SteerawayError } from '../../lib/errors.ts';
import { FolderFiles } from './folderFiles.ts';
import { identifyFolder } from './identifyFolder.ts';
import { openStockModel } from './stockModel.ts';
import { pipelineGolden } from './testing/goldens.ts';
import { changedFolder, type Changes } from './testing/memoryFolder.ts';

const FACTS = { id: 'local', name: 'Local', summary: '', licence: undefined };
const ON_CPU = { backend: 'wasm', gpu: undefined, precision: 'float32' } as const;

const stock = (name: string) =>
  readFileSync(new URL(`../../onnx/fixtures/stock/${name}.onnx`, import.meta.url));
const part = (pipeline: string, file: string) => readFileSync(`${pipelineGolden(pipeline).folder}/${file}`);

async function open(pipelineName: string, changes: Changes): Promise<void> {
  const changed = changedFolder(pipelineGolden(pipelineName).folder, changes);
  const folder = await FolderFiles.open(changed, () => {});
  const { pipeline } = await identifyFolder(folder);
  const model = await openStockModel({ ...FACTS, ...pipeline }, folder, ON_CPU, async () => {});
  await model.release();
}

const UNET = 'unet/model.onnx';
const PAGE = '<!doctype html><title>404</title>';
const scheduler = (changes: object) => {
  const file = part('tiny-sd-turbo', 'scheduler/scheduler_config.json').toString();
  return JSON.stringify({ ...(JSON.parse(file) as object), ...changes });
};

describe('a folder', () => {
  it.each<[string, string, Changes, RegExp]>([
    ['without a denoiser', 'pipeline-files-missing', { [UNET]: undefined }, /unet\/model\.onnx/],
    [
      'without a text encoder',
      'pipeline-files-missing',
      { 'text_encoder/model.onnx': undefined },
      /text_encoder\/model\.onnx/,
    ],
    [
      'without a VAE decoder',
      'pipeline-files-missing',
      { 'vae_decoder/model.onnx': undefined },
      /vae_decoder\/model\.onnx/,
    ],
    ['without a tokenizer', 'tokenizer-files-invalid', { 'tokenizer/vocab.json': undefined }, /tokenizer\//],
    ['with a page of HTML for a denoiser', 'model-file-not-onnx', { [UNET]: PAGE }, /model\.onnx/],
    [
      'with half a denoiser',
      'model-file-truncated',
      { [UNET]: part('tiny-sd-turbo', UNET).subarray(0, 200_000) },
      /cut short/,
    ],
    ['with an empty denoiser', 'model-file-not-onnx', { [UNET]: '' }, /model\.onnx/],
    ['with joint attention', 'joint-attention', { [UNET]: stock('sd3-torchscript17') }, /joint/i],
    [
      'with nothing to steer',
      'no-cross-attention',
      { [UNET]: stock('unconditional-torchscript17') },
      /cross-attention/,
    ],
    ['optimised for CUDA', 'unknown-operator', { [UNET]: stock('sd21-ort-cuda') }, /NhwcConv|GroupNorm/],
    [
      'with a scheduler that is no JSON',
      'pipeline-config-invalid',
      { 'scheduler/scheduler_config.json': PAGE },
      /scheduler_config/,
    ],
    [
      'that predicts velocity',
      'pipeline-unsupported',
      { 'scheduler/scheduler_config.json': scheduler({ prediction_type: 'v_prediction' }) },
      /v_prediction/,
    ],
    [
      'with an unknown schedule',
      'pipeline-unsupported',
      { 'scheduler/scheduler_config.json': scheduler({ beta_schedule: 'cosine' }) },
      /cosine/,
    ],
  ])('%s is refused: %s', async (_, code, changes, message) => {
    const error = await open('tiny-sd-turbo', changes).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(SteerawayError);
    const { code: found, message: sentence, hint } = error as SteerawayError;
    expect(found).toBe(code);
    expect(sentence).toMatch(message);
    expect(sentence).toMatch(/^[A-Z"a-z].*\.$/s);
    expect(hint).toMatch(/\.$/);
  });

  it.each<[string, string, Changes]>([
    ['missing', 'external-data-missing', { 'unet/model.onnx_data': undefined }],
    ['short', 'external-data-out-of-range', { 'unet/model.onnx_data': new Uint8Array(1000) }],
  ])('whose external data is %s is refused', async (_, code, changes) => {
    await expect(open('tiny-sdxl-turbo', changes)).rejects.toMatchObject({ code });
  });
});

describe('identifyFolder', () => {
  const identify = async (name: string, changes: Changes = {}) =>
    identifyFolder(await FolderFiles.open(changedFolder(pipelineGolden(name).folder, changes), () => {}));

  it.each([
    ['tiny-sd-turbo', 'sd1', 'euler', 1],
    ['tiny-sd15-lcm', 'sd1', 'lcm', 4],
    ['tiny-sdxl-turbo', 'sdxl', 'euler', 1],
    ['tiny-pixart', 'pixart', 'epsilon', 1],
  ])('finds %s', async (name, family, kind, initial) => {
    const { pipeline, notices } = await identify(name);
    expect(pipeline).toMatchObject({ family, sampler: { kind }, steps: { initial }, imageSize: 64 });
    expect(notices).toEqual([]);
  });

  it('tells SD 2.x by the width of its text', async () => {
    const config = JSON.stringify({ cross_attention_dim: 1024, sample_size: 64 });
    const { pipeline } = await identify('tiny-sd-turbo', { 'unet/config.json': config });
    expect(pipeline).toMatchObject({ family: 'sd2', imageSize: 512 });
  });

  it('says so where it guesses', async () => {
    const without = await identify('tiny-sd-turbo', { 'scheduler/scheduler_config.json': undefined });
    expect(without.notices).toEqual([expect.stringMatching(/no scheduler_config\.json/)]);
    const changes = { 'scheduler/scheduler_config.json': scheduler({ _class_name: 'PNDMScheduler' }) };
    expect((await identify('tiny-sd-turbo', changes)).notices).toEqual([
      expect.stringMatching(/PNDMScheduler/),
    ]);
  });
});
