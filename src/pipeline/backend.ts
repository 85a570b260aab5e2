// Chooses where the model runs, checks our kernel there, and says in sentences when it is not the usual place.

import type { Backend, LoadOptions } from '../protocol/engine.ts';
import {
  canPresentOnCanvas,
  GpuRuntime,
  selfTestAttention,
  type Precision,
  type TuningOptions,
  type TuningStore,
} from '../runtime/index.ts';
import { SteerawayError } from '../lib/errors.ts';
import { PrecisionUnsupportedError } from './errors.ts';

/** Where a model runs. */
export interface ModelPlace {
  readonly backend: Backend;
  /** Undefined on wasm. */
  readonly gpu: GpuRuntime | undefined;
  readonly precision: Precision;
}

export interface ChosenBackend extends ModelPlace {
  readonly adapter: string;
  /** Pictures are made on the GPU and WebGPU canvases work: pictures need not leave it to be seen. */
  readonly presents: boolean;
  readonly notices: readonly string[];
}

const ON_CPU = {
  backend: 'wasm',
  gpu: undefined,
  precision: 'float32',
  adapter: 'CPU (WebAssembly)',
  presents: false,
} as const;

/**
 * `auto` takes WebGPU where there is an adapter on which our attention kernel computes right values, else wasm with a notice.
 * @param tuningStore remembers which attention kernel is fastest here
 * @param prefersFloat16 `auto` precision is float16 where a real GPU has it: for models that come in float16 and are large
 * @throws WebGpuUnavailableError, SelfTestError or Float16UnsupportedError where a GPU was asked for by name
 * @throws PrecisionUnsupportedError for float16 on a backend without it
 */
export async function chooseBackend(
  options: LoadOptions,
  prefersFloat16 = false,
  tuningStore?: TuningStore,
): Promise<ChosenBackend> {
  const { backend = 'auto', precision = 'auto', tune } = options;
  if (precision === 'float16' && (backend === 'wasm' || backend === 'hybrid'))
    throw new PrecisionUnsupportedError(backend);
  if (backend === 'wasm') return { ...ON_CPU, notices: [] };
  try {
    return await openGpu(backend, precision, prefersFloat16, { tune, store: tuningStore });
  } catch (error) {
    if (backend !== 'auto') throw error;
    const reason = error instanceof SteerawayError ? error.message : `WebGPU failed: ${String(error)}.`;
    return { ...ON_CPU, notices: [`${reason} Pictures are made on the CPU instead, which is slower.`] };
  }
}

async function openGpu(
  asked: 'auto' | 'webgpu' | 'hybrid',
  askedPrecision: 'auto' | Precision,
  prefersFloat16: boolean,
  tuning: TuningOptions,
): Promise<ChosenBackend> {
  const canPresent = asked !== 'hybrid' && (await canPresentOnCanvas());
  const gpu = await GpuRuntime.open(tuning);
  const { isSoftware, hasFloat16, description: adapter } = gpu.context;
  const usualPrecision =
    prefersFloat16 && hasFloat16 && !isSoftware && asked !== 'hybrid' ? 'float16' : 'float32';
  const precision = askedPrecision === 'auto' ? usualPrecision : askedPrecision;
  await selfTestAttention(gpu, precision).catch((error: unknown) => {
    gpu.destroy();
    throw error;
  });
  const backend = asked === 'auto' ? usual(isSoftware, precision) : asked;
  const presents = backend === 'webgpu' && canPresent;
  const notices: string[] = [];
  if (isSoftware) notices.push(ABOUT_EMULATION[backend]);
  if (backend === 'webgpu' && !presents && 'OffscreenCanvas' in globalThis) {
    notices.push(
      'This browser cannot show WebGPU canvases here, so finished pictures are copied to the page.',
    );
  }
  return { backend, gpu, precision, adapter, presents, notices };
}

/** wasm has no float16 kernels. */
function usual(isSoftware: boolean, precision: Precision): 'webgpu' | 'hybrid' {
  return isSoftware && precision === 'float32' ? 'hybrid' : 'webgpu';
}

const ABOUT_EMULATION: Readonly<Record<Exclude<Backend, 'wasm'>, string>> = {
  webgpu: 'Emulated GPU: pictures take much longer than on a real one.',
  hybrid:
    'Emulated GPU: the steering runs on it, the rest of the model as WebAssembly, which is faster here.',
};
