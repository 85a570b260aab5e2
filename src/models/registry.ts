// The models that Steeraway knows, as data. Adding one is an entry here and a golden (docs/add-a-model.md).

import { STABLE_DIFFUSION_BETAS } from '../sampling/index.ts';
import type { HubSource, ModelSpec } from './spec.ts';

/** CLIP's tokenizer as one tokenizer.json; every Stable Diffusion has its vocabulary. */
const CLIP_TOKENIZER: HubSource = Object.freeze({
  repository: 'Xenova/clip-vit-base-patch16',
  revision: 'main',
  take: ['tokenizer.json'],
  into: 'tokenizer/',
});

export const MODELS = Object.freeze({
  'emoji-128': {
    kind: 'embedded',
    id: 'emoji-128',
    name: 'Emoji 128',
    summary:
      'Our own one-step model: 64 emoji in four styles and 184 softer ones, in colours, sizes and numbers, on coloured backgrounds.',
    licence: {
      name: 'Apache-2.0; trained on Fluent Emoji (MIT) and Noto Emoji (Apache-2.0) with the text encoder all-MiniLM-L6-v2 (Apache-2.0)',
      url: 'https://www.apache.org/licenses/LICENSE-2.0',
    },
    folder: 'emoji-128',
    imageSize: 128,
    latentLength: 16,
    checkpoints: [
      {
        id: 'nasa-t',
        name: 'NASA-T',
        sentence: 'Trained with negative prompts in the loop, as the paper’s NASA-T.',
      },
      {
        id: 'nasa-i',
        name: 'NASA-I',
        sentence: 'Never saw a negative prompt: steering it takes no training, as the paper’s NASA-I.',
      },
    ],
    text: { width: 384, tokenLimit: 24, clsToken: 101, sepToken: 102 },
  },

  // Microsoft's web export, float16 in single files (onnxruntime-inference-examples, js/sd-turbo).
  'sd-turbo': {
    kind: 'stock',
    id: 'sd-turbo',
    name: 'SD-Turbo',
    summary: 'Stability AI’s one-step Stable Diffusion 2.1: photographs and drawings of almost anything.',
    licence: {
      name: 'Stability AI Non-Commercial Research Community License',
      url: 'https://huggingface.co/stabilityai/sd-turbo/blob/main/LICENSE.md',
    },
    family: 'sd2',
    sampler: { kind: 'euler', betas: STABLE_DIFFUSION_BETAS },
    steps: { min: 1, max: 4, initial: 1 },
    imageSize: 512,
    sources: [
      {
        repository: 'schmuell/sd-turbo-ort-web',
        revision: 'main',
        take: ['text_encoder/model.onnx', 'unet/model.onnx', 'vae_decoder/model.onnx'],
      },
      CLIP_TOKENIZER,
    ],
    downloadBytes: 2.52e9,
    golden: 'tiny-sd-turbo',
  },

  // An SD1.5 distilled to consistency: the first of its 1 to 8 steps is rough, four are its usual number.
  'lcm-dreamshaper-v7': {
    kind: 'stock',
    id: 'lcm-dreamshaper-v7',
    name: 'LCM Dreamshaper v7',
    summary: 'A latent consistency model of Stable Diffusion 1.5, at its best with four steps.',
    licence: { name: 'MIT', url: 'https://huggingface.co/SimianLuo/LCM_Dreamshaper_v7' },
    family: 'sd1',
    sampler: { kind: 'lcm', betas: STABLE_DIFFUSION_BETAS },
    steps: { min: 1, max: 8, initial: 4 },
    imageSize: 512,
    sources: [
      {
        repository: 'aislamov/lcm-dreamshaper-v7-onnx',
        revision: 'main',
        take: ['text_encoder/', 'unet/', 'vae_decoder/'],
      },
      CLIP_TOKENIZER,
    ],
    downloadBytes: 2.1e9,
    golden: 'tiny-sd15-lcm',
  },
} as const satisfies Record<string, ModelSpec>);

export const DEFAULT_MODEL = 'emoji-128' satisfies keyof typeof MODELS;

/** @returns undefined where the registry has no such model */
export function findModel(id: string): ModelSpec | undefined {
  return Object.hasOwn(MODELS, id) ? MODELS[id as keyof typeof MODELS] : undefined;
}
