// A model in two repositories of a hub, as a registry's entry names it, with files that nobody asked for beside it.

import type { HubModel } from '../manifest.ts';
import { SAMPLE_FILES, sampleBytes } from './sampleModel.ts';

const PIPELINE = 'someone/sample-turbo/resolve/main/';
const TOKENIZER = 'other/clip/resolve/v2/';

/** What the hub has, by path below it. */
export const HUB_FILES: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = Object.freeze({
  [`${PIPELINE}unet/model.onnx`]: SAMPLE_FILES['unet/model.onnx']!,
  [`${PIPELINE}unet/README.md`]: sampleBytes(50, 11),
  [`${PIPELINE}unet/model.safetensors`]: sampleBytes(40_000, 12),
  [`${PIPELINE}text_encoder/model.onnx`]: SAMPLE_FILES['text_encoder/model.onnx']!,
  [`${PIPELINE}vae_encoder/model.onnx`]: sampleBytes(20_000, 13),
  [`${TOKENIZER}vocab.json`]: SAMPLE_FILES['tokenizer/vocab.json']!,
  [`${TOKENIZER}model.onnx`]: sampleBytes(9000, 14),
});

export function sampleHubModel(hub: string): HubModel {
  return {
    id: 'sample',
    name: 'Sample Turbo',
    licence: { name: 'Sample licence', url: 'https://example.org/licence' },
    baseUrl: hub,
    sources: [
      { repository: 'someone/sample-turbo', revision: 'main', take: ['unet/', 'text_encoder/model.onnx'] },
      { repository: 'other/clip', revision: 'v2', take: ['vocab.json'], into: 'tokenizer/' },
    ],
    approximateBytes: 400_000,
  };
}
