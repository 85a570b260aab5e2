// Files -> the sessions of one model on one backend.

import type { LoadProgress } from '../protocol/engine.ts';
import { CustomOpSession, nasaCrossAttention, type GpuRuntime, type Precision } from '../runtime/index.ts';
import type { ModelSpec } from './models.ts';
import { ModelFiles, type ReadFile } from './modelFiles.ts';
import { PromptStateCache } from './promptStates.ts';
import { TextEncoder } from './text/textEncoder.ts';
import { createTokenizer } from './text/tokenizer.ts';

export interface LoadedModel {
  readonly spec: ModelSpec;
  readonly prompts: PromptStateCache;
  /** Latent, keys and values -> image: with the custom op on WebGPU, its stock-operator twin on wasm. */
  readonly frame: CustomOpSession;
  readonly elementType: Precision;
  release(): Promise<void>;
}

export interface Backend {
  /** Undefined on wasm. */
  readonly gpu: GpuRuntime | undefined;
  readonly precision: Precision;
}

const WEIGHTS = 'generator.weights';

export async function loadModel(
  spec: ModelSpec,
  readFile: ReadFile,
  { gpu, precision }: Backend,
  onProgress: (progress: LoadProgress) => void,
): Promise<LoadedModel> {
  const frameFile = gpu ? 'frame.onnx' : 'frame_plain.onnx';
  const report = (file: string, loadedBytes: number, totalBytes: number) =>
    onProgress({ label: labelOf(file), loadedBytes, totalBytes });
  const source = await ModelFiles.open(readFile, spec.folder, report);
  const files = await source.loadAll(['tokenizer.json', 'tokenizer_config.json', frameFile, 'prompt.onnx', WEIGHTS, 'text_encoder.onnx']);

  const provider = gpu ? 'webgpu' : 'wasm';
  const externalData = new Map([[WEIGHTS, files[WEIGHTS]]]);
  const common = { provider, gpu, precision, externalData } as const;
  const encoder = await TextEncoder.create(files['text_encoder.onnx'], spec.text);
  const promptSession = await CustomOpSession.create(files['prompt.onnx'], { ...common, label: 'prompt.onnx' });
  const frame = await CustomOpSession.create(files[frameFile], { ...common, ops: [nasaCrossAttention], label: frameFile });
  const tokenize = createTokenizer(text(files['tokenizer.json']), text(files['tokenizer_config.json']));
  const prompts = new PromptStateCache(spec.text, tokenize, encoder, promptSession, precision);
  return {
    spec,
    prompts,
    frame,
    elementType: precision,
    async release() {
      prompts.clear();
      for (const session of [frame, promptSession, encoder]) await session.release();
    },
  };
}

function labelOf(file: string): string {
  if (file.startsWith('token')) return 'Loading the tokenizer';
  if (file.startsWith('text')) return 'Loading the text encoder';
  return 'Loading the picture model';
}

function text(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}
