// The embedded model's files -> its sessions on one backend.

import type { EmbeddedModelSpec } from '../../models/index.ts';
import type { LoadProgress } from '../../protocol/engine.ts';
import { CustomOpSession, nasaCrossAttention, type Precision } from '../../runtime/index.ts';
import type { ModelPlace } from '../backend.ts';
import { PromptCache } from '../promptCache.ts';
import { ModelFiles, type ReadFile } from './modelFiles.ts';
import { EmbeddedPromptEncoder } from './promptEncoder.ts';
import { TextEncoder } from './text/textEncoder.ts';
import { createTokenizer } from './text/tokenizer.ts';

export interface LoadedModel {
  readonly spec: EmbeddedModelSpec;
  readonly prompts: PromptCache;
  /** Of pictures that no pane shows. */
  readonly promptsAside: PromptCache;
  /** Latent, keys and values -> image: with the custom op where there is a GPU, its stock-operator twin where there is none. */
  readonly frame: CustomOpSession;
  readonly elementType: Precision;
  release(): Promise<void>;
}

const WEIGHTS = 'generator.weights';

/** Positive and negative of a few prompts back: enough for undo and for presets. */
const KEPT_PROMPTS = 24;

export async function loadEmbedded(
  spec: EmbeddedModelSpec,
  readFile: ReadFile,
  place: ModelPlace,
  onProgress: (progress: LoadProgress) => void,
): Promise<LoadedModel> {
  const { backend, gpu, precision } = place;
  const frameFile = gpu ? 'frame.onnx' : 'frame_plain.onnx';
  const files = await readFiles(spec, readFile, frameFile, onProgress);
  const provider = backend === 'webgpu' ? 'webgpu' : 'wasm';
  const common = { provider, gpu, precision, externalData: new Map([[WEIGHTS, files.weights]]) } as const;
  const encoder = await TextEncoder.create(files.text, spec.text);
  const promptSession = await CustomOpSession.create(files.prompt, { ...common, label: 'prompt.onnx' });
  const frame = await CustomOpSession.create(files.frame, {
    ...common,
    ops: [nasaCrossAttention],
    label: frameFile,
    gpuOnly: provider === 'webgpu', // a node on the CPU would read back in the middle of every frame
  });
  const tokenize = createTokenizer(files.tokenizer, files.tokenizerConfig);
  const promptEncoder = new EmbeddedPromptEncoder(spec.text, tokenize, encoder, promptSession, precision);
  const prompts = new PromptCache(promptEncoder, KEPT_PROMPTS, gpu);
  const promptsAside = new PromptCache(promptEncoder, KEPT_PROMPTS, gpu, prompts);
  return {
    spec,
    prompts,
    promptsAside,
    frame,
    elementType: precision,
    async release() {
      for (const cache of [promptsAside, prompts]) cache.clear();
      for (const session of [frame, promptSession, encoder]) await session.release();
    },
  };
}

async function readFiles(
  spec: EmbeddedModelSpec,
  readFile: ReadFile,
  frameFile: string,
  onProgress: (progress: LoadProgress) => void,
) {
  const source = await ModelFiles.open(readFile, spec.folder, (file, loadedBytes, totalBytes) =>
    onProgress({ label: labelOf(file), loadedBytes, totalBytes }),
  );
  const names = [
    'tokenizer.json',
    'tokenizer_config.json',
    frameFile,
    'prompt.onnx',
    WEIGHTS,
    'text_encoder.onnx',
  ] as const;
  const files = await source.loadAll(names);
  const decode = (name: (typeof names)[number]) => new TextDecoder().decode(files[name]);
  return {
    tokenizer: decode('tokenizer.json'),
    tokenizerConfig: decode('tokenizer_config.json'),
    frame: files[frameFile]!,
    prompt: files['prompt.onnx']!,
    weights: files[WEIGHTS]!,
    text: files['text_encoder.onnx']!,
  };
}

function labelOf(file: string): string {
  if (file.startsWith('token')) return 'Loading the tokenizer';
  if (file.startsWith('text')) return 'Loading the text encoder';
  return 'Loading the picture model';
}
