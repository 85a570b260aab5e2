// One checkpoint of the embedded model -> its sessions on one backend.

import type { CheckpointSpec, EmbeddedModelSpec } from '../../models/index.ts';
import {
  CustomOpSession,
  nasaCrossAttention,
  openPromptSession,
  type Precision,
} from '../../runtime/index.ts';
import type { ModelPlace } from '../backend.ts';
import { PromptCache } from '../promptCache.ts';
import type { ModelFiles } from './modelFiles.ts';
import { EmbeddedPromptEncoder } from './promptEncoder.ts';
import type { LoadedText } from './loadText.ts';

/** What draws with one set of weights. */
export interface EmbeddedNetwork {
  readonly latentLength: number;
  readonly prompts: PromptCache;
  /** Of pictures that no pane shows. */
  readonly promptsAside: PromptCache;
  /** Latent, keys and values -> image: with the custom op where there is a GPU, its stock-operator twin where there is none. */
  readonly frame: CustomOpSession;
  readonly elementType: Precision;
  release(): Promise<void>;
}

/** What the graphs call the file of their weights. */
export const WEIGHTS = 'generator.weights';

/** Positive and negative of a few prompts back: enough for undo and for presets. */
const KEPT_PROMPTS = 24;

/** Paths of a checkpoint's files, below the model's folder. */
export function networkFiles(checkpoint: CheckpointSpec, { gpu }: Pick<ModelPlace, 'gpu'>) {
  const path = (name: string) => `${checkpoint.id}/${name}`;
  return {
    frame: path(gpu ? 'frame.onnx' : 'frame_plain.onnx'),
    prompt: path('prompt.onnx'),
    weights: path(WEIGHTS),
  } as const;
}

/** @throws ModelFileMissingError, ModelFileSizeError, ModelFileCorruptError, ModelManifestError; the errors of CustomOpSession */
export async function loadNetwork(
  spec: EmbeddedModelSpec,
  checkpoint: CheckpointSpec,
  source: ModelFiles,
  text: LoadedText,
  place: ModelPlace,
): Promise<EmbeddedNetwork> {
  const { backend, gpu, precision } = place;
  const names = networkFiles(checkpoint, place);
  const files = await source.loadAll(Object.values(names));
  const provider = backend === 'webgpu' ? 'webgpu' : 'wasm';
  const externalData = new Map([[WEIGHTS, files[names.weights]!]]);
  const common = { provider, gpu, precision, externalData } as const;
  const promptSession = await openPromptSession(files[names.prompt]!, {
    ...common,
    label: names.prompt,
  });
  const frame = await CustomOpSession.create(files[names.frame]!, {
    ...common,
    ops: [nasaCrossAttention],
    label: names.frame,
    gpuOnly: provider === 'webgpu', // a node on the CPU would read back in the middle of every frame
  });
  const encoder = new EmbeddedPromptEncoder(spec.text, text, promptSession, precision);
  const prompts = new PromptCache(encoder, KEPT_PROMPTS, gpu);
  const promptsAside = new PromptCache(encoder, KEPT_PROMPTS, gpu, prompts);
  return {
    latentLength: spec.latentLength,
    prompts,
    promptsAside,
    frame,
    elementType: precision,
    async release() {
      for (const cache of [promptsAside, prompts]) cache.clear();
      for (const session of [frame, promptSession]) await session.release();
    },
  };
}
