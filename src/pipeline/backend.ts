// Chooses where the model runs, checks our kernel there, and says in sentences when it is not the usual place.

import type { LoadOptions } from '../protocol/engine.ts';
import { canPresentOnCanvas, GpuRuntime, selfTestAttention, type Precision } from '../runtime/index.ts';
import type { SteerawayError } from '../lib/errors.ts';
import type { Backend } from './loadModel.ts';

export interface ChosenBackend extends Backend {
  readonly adapter: string;
  /** WebGPU canvases work: pictures need not leave the GPU to be seen. */
  readonly presents: boolean;
  readonly notices: readonly string[];
}

const ON_CPU = {
  gpu: undefined,
  precision: 'float32',
  adapter: 'CPU (WebAssembly)',
  presents: false,
} as const;

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
  const presents = await canPresentOnCanvas();
  const gpu = await GpuRuntime.open();
  await selfTestAttention(gpu, precision);
  const notices: string[] = [];
  if (gpu.context.isSoftware) {
    notices.push('This GPU is emulated on the CPU, so pictures take longer than on a real one.');
  }
  if (!presents && 'OffscreenCanvas' in globalThis) {
    notices.push(
      'This browser cannot show WebGPU canvases here, so finished pictures are copied to the page.',
    );
  }
  return { gpu, precision, adapter: gpu.context.description, presents, notices };
}
