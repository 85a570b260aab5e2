// WGSL text + override constants -> compute pipeline, compiled once per device.

import { ShaderCompilationError } from '../errors.ts';

/** One specialisation of a shader. */
export interface KernelVariant {
  /** For humans (error messages, GPU captures): never a cache key. */
  readonly label: string;
  /** `enable`, `alias` and `const` lines that go in front of everything else. */
  readonly header: string;
  /** WGSL files, in any order: module scope has none. */
  readonly sources: readonly string[];
  readonly entryPoint: string;
  /** Values of the shader's `override` declarations. */
  readonly overrides: Readonly<Record<string, number>>;
}

/** Pipelines by content: the key is the final text and the override values, so no variant can be mistaken for another. */
export class KernelCache {
  readonly #pipelines = new Map<string, Promise<GPUComputePipeline>>();

  constructor(readonly device: GPUDevice) {}

  /** @throws ShaderCompilationError */
  get(variant: KernelVariant): Promise<GPUComputePipeline> {
    const code = shaderText(variant);
    const key = `${JSON.stringify(Object.entries(variant.overrides).sort())}${variant.entryPoint}\n${code}`;
    const found = this.#pipelines.get(key);
    if (found) return found;
    const pipeline = compile(this.device, variant, code);
    this.#pipelines.set(key, pipeline);
    // A failed compilation is not remembered: the next call tries, and reports, again.
    pipeline.catch(() => this.#pipelines.delete(key));
    return pipeline;
  }
}

export function shaderText({ header, sources }: Pick<KernelVariant, 'header' | 'sources'>): string {
  return [header, ...sources].join('\n');
}

async function compile(device: GPUDevice, variant: KernelVariant, code: string): Promise<GPUComputePipeline> {
  const module = await compileModule(device, variant.label, code);
  try {
    return await device.createComputePipelineAsync({
      label: variant.label,
      layout: 'auto',
      compute: { module, entryPoint: variant.entryPoint, constants: { ...variant.overrides } },
    });
  } catch (cause) {
    throw new ShaderCompilationError(variant.label, (cause as Error).message, { cause });
  }
}

/** @throws ShaderCompilationError with the compiler's first message and the line it points at */
export async function compileModule(
  device: GPUDevice,
  label: string,
  code: string,
): Promise<GPUShaderModule> {
  device.pushErrorScope('validation'); // or the same message comes again as an uncaptured error
  const module = device.createShaderModule({ label, code });
  const [{ messages }] = await Promise.all([module.getCompilationInfo(), device.popErrorScope()]);
  const error = messages.find((message) => message.type === 'error');
  if (error === undefined) return module;
  const line = code.split('\n')[error.lineNum - 1]?.trim() ?? '';
  throw new ShaderCompilationError(label, `${error.message} (line ${error.lineNum}: \`${line}\`)`);
}
