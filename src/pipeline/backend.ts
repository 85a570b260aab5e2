// Chooses where the model runs, checks our kernel there, and says in sentences when it is not the usual place.

import type { LoadOptions } from '../protocol/engine.ts';
import { GpuRuntime, selfTestAttention, type Precision } from '../runtime/index.ts';
import type { SteerawayError } from '../lib/errors.ts';
import type { Backend } from './loadModel.ts';

export interface ChosenBackend extends Backend {
  readonly adapter: string;
  readonly notices: readonly string[];
}

const ON_CPU = { gpu: undefined, precision: 'float32', adapter: 'CPU (WebAssembly)' } as const;

/**
 * `auto` takes WebGPU where there is an adapter on which our attention kernel computes right values, else wasm with a notice.
 * @throws WebGpuUnavailableError, SelfTestError or Float16UnsupportedError where `webgpu` was asked for by name
 */
export async function chooseBackend({
  backend = 'auto',
  precision = 'auto',
}: LoadOptions): Promise<ChosenBackend> {
  if (backend === 'wasm') return { ...ON_CPU, notices: [] };
  try {
    return await openGpu(precision === 'auto' ? 'float32' : precision);
  } catch (error) {
    if (backend === 'webgpu') throw error;
    const { message } = error as SteerawayError;
    return { ...ON_CPU, notices: [`${message} Pictures are made on the CPU instead, which is slower.`] };
  }
}

async function openGpu(precision: Precision): Promise<ChosenBackend> {
  const gpu = await GpuRuntime.open();
  await selfTestAttention(gpu, precision);
  const notices = gpu.context.isSoftware
    ? ['This GPU is emulated on the CPU, so pictures take longer than on a real one.']
    : [];
  return { gpu, precision, adapter: gpu.context.description, notices };
}
