// A full-size denoiser from its file to two sessions, one measured stage after the other.

import { convertDenoiser, partition, readModel, type Model, type Tensor } from '../src/onnx/index.ts';
import {
  CustomOpSession,
  nasaCrossAttention,
  type GpuRuntime,
  type Precision,
} from '../src/runtime/index.ts';
import { readBytes } from '../scripts/node/readBytes.ts';
import { stage } from './stage.ts';

export interface FullSizePlace {
  readonly provider: 'webgpu' | 'wasm';
  readonly gpu: GpuRuntime;
  readonly precision: Precision;
}

export interface FullSizeModel {
  readonly prompt: CustomOpSession;
  readonly frame: CustomOpSession;
}

/** Nothing of the file is referred to once this returns. */
export async function loadFullSize(file: string, place: FullSizePlace): Promise<FullSizeModel> {
  const bytes = await stage('read the file', () => readBytes(file));
  const model = await stage('parse', () => readModel(bytes));
  const { prompt, frame } = await stage('surgery', () => convertDenoiser(model));
  await stage('partition', () => {
    partition(prompt, () => false);
    partition(frame, ({ domain }) => domain === nasaCrossAttention.domain);
  });
  const fixed = [...sharedWeights(prompt, bytes), ...sharedWeights(frame, bytes)];
  console.error(
    `bytes of initializers outside the file: ${fixed.reduce((sum, { bytes }) => sum + bytes.length, 0)}`,
  );
  const options = { ...place, ops: [nasaCrossAttention] };
  return {
    prompt: await stage('session of the prompt graph', () =>
      CustomOpSession.create(prompt, { ...options, label: 'prompt' }),
    ),
    frame: await stage('sessions of the frame graph', () =>
      CustomOpSession.create(frame, { ...options, label: 'frame' }),
    ),
  };
}

/** The largest initializer that surgery may make: shapes and scalars. */
const MAX_OWN_BYTES = 1024;

/**
 * The initializers that are no view of the file.
 * @throws Error where one of them is a weight: surgery copied it
 */
function sharedWeights(model: Model, file: Uint8Array): Tensor[] {
  const own = [...model.graph.initializers.values()].filter(({ bytes }) => bytes.buffer !== file.buffer);
  const copied = own.find(({ bytes }) => bytes.length > MAX_OWN_BYTES);
  if (copied) throw new Error(`surgery copied "${copied.name}", ${copied.bytes.length} bytes`);
  return own;
}
