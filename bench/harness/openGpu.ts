// Dawn on the adapter that `--adapter` names, with the toggles that a bench needs.

import type { GpuRuntime, TuningOptions } from '../../src/runtime/index.ts';
import { installNodeHost } from '../../src/runtime/nodeHost.ts';
import { UsageError } from '../../scripts/node/program.ts';
import { inspectSystem, chooseVulkanDriver } from '../../scripts/setup/vulkanDriver.ts';

/** Vulkan drivers that run on the CPU; any other name is for Dawn to find among the adapters. */
const SOFTWARE_DRIVERS = ['lavapipe', 'swiftshader'] as const;

/** Dawn rounds timestamps to 100 us unless told otherwise, as Chrome does. */
const EXACT_TIMESTAMPS = 'disable-dawn-features=timestamp_quantization';

export interface HostOptions {
  /** `lavapipe`, `swiftshader`, or part of an adapter's name; default: what the machine prefers. */
  readonly adapter: string | undefined;
  /** Of Dawn, to switch on. */
  readonly toggles: readonly string[];
}

/**
 * Puts Dawn behind navigator.gpu. Call once, before anything that imports ONNX Runtime.
 * @throws UsageError where that software driver is not installed
 */
export function installBenchHost({ adapter, toggles }: HostOptions): void {
  const software = SOFTWARE_DRIVERS.find((name) => name === adapter);
  if (software !== undefined) useSoftwareDriver(software);
  installNodeHost([
    EXACT_TIMESTAMPS,
    ...(adapter !== undefined && software === undefined ? [`adapter=${adapter}`] : []),
    ...(toggles.length > 0 ? [`enable-dawn-features=${toggles.join(',')}`] : []),
  ]);
}

/** @throws UsageError where `--adapter` names none that is here */
export async function openGpu(
  { adapter }: HostOptions,
  tune: TuningOptions['tune'] = 'auto',
): Promise<GpuRuntime> {
  const runtime = await import('../../src/runtime/index.ts');
  try {
    return await runtime.GpuRuntime.open({ tune, budgetMilliseconds: Infinity });
  } catch (error) {
    if (adapter === undefined) throw error;
    throw new UsageError(`--adapter ${adapter} is not here: ${(error as Error).message}`);
  }
}

function useSoftwareDriver(name: (typeof SOFTWARE_DRIVERS)[number]): void {
  const env = { STEERAWAY_ADAPTER: name };
  const manifest = driverManifest(env);
  if (manifest === undefined) {
    throw new UsageError(`--adapter ${name} is not installed: npm run setup installs a software driver.`);
  }
  process.env.VK_ICD_FILENAMES = manifest; // before Dawn loads Vulkan
}

function driverManifest(env: NodeJS.ProcessEnv): string | undefined {
  try {
    return chooseVulkanDriver(env, inspectSystem())?.manifest;
  } catch {
    return undefined; // VulkanDriverMissingError: the caller has a better sentence for it
  }
}
