// Makes sure that Dawn finds a WebGPU adapter with shader-f16 in Node, installing Mesa's lavapipe where none is.
import { probeAdapter, type AdapterReport } from './adapter.ts';
import { aptInstall, aptInstructions, hasApt, isRoot } from './apt.ts';
import { useVulkanDriver } from './vulkanDriver.ts';

const packages = ['mesa-vulkan-drivers', 'libvulkan1'];

function findAdapter(): AdapterReport | undefined {
  const env = { ...process.env };
  useVulkanDriver(env);
  return probeAdapter(env);
}

/** The f16 kernels are tested on it, so it must have the feature. */
const suits = (adapter: AdapterReport | undefined): boolean =>
  adapter?.features.includes('shader-f16') ?? false;

/** @returns the adapter, with or without shader-f16, after saying what to do by hand when it falls short */
export function ensureGpuAdapter(): AdapterReport | undefined {
  const found = findAdapter();
  if (suits(found) || process.platform !== 'linux') return found;
  if (hasApt() && isRoot()) aptInstall(packages, true);
  const adapter = findAdapter();
  if (!suits(adapter)) {
    const lacking = adapter === undefined ? 'No WebGPU adapter' : `${adapter.description} has no shader-f16`;
    const command = hasApt()
      ? aptInstructions(packages, true)
      : `your package manager: Mesa 25 or later with lavapipe`;
    console.log(`${lacking}. Install a software Vulkan driver with:\n  ${command}`);
  }
  return adapter;
}
