// Chooses the Vulkan driver that Dawn runs on in Node: a GPU's own where there is a GPU, else a software one.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SteerawayError } from '../../src/lib/errors.ts';
import { chromiumFolders } from './chromiumFolders.ts';

/** `given`: the caller's VK_ICD_FILENAMES or VK_DRIVER_FILES. `native`: macOS and Windows, where Dawn needs no Vulkan. */
export type DriverName = 'given' | 'native' | 'hardware' | 'lavapipe' | 'swiftshader';

export interface VulkanDriver {
  readonly name: DriverName;
  /** The driver's manifest (ICD JSON); absent for `given` and `native`. */
  readonly manifest?: string;
}

/** What the choice looks at, gathered by `inspectSystem`. */
export interface VulkanSystem {
  readonly platform: NodeJS.Platform;
  /** Full paths of all driver manifests found. */
  readonly manifests: readonly string[];
  /** Vendors of the GPUs found. */
  readonly gpus: readonly GpuVendor[];
}

type GpuVendor = 'nvidia' | 'amd' | 'intel';

/** STEERAWAY_ADAPTER asks for a driver that is not installed. */
export class VulkanDriverMissingError extends SteerawayError {
  readonly code = 'vulkan-driver-missing';
}

const pciVendors: Readonly<Record<string, GpuVendor>> = {
  '0x10de': 'nvidia',
  '0x1002': 'amd',
  '0x8086': 'intel',
};

const manifestNames: Readonly<Record<GpuVendor | 'lavapipe' | 'swiftshader', RegExp>> = {
  nvidia: /^nvidia_icd/,
  amd: /^(radeon|amd)_icd/,
  intel: /^intel_icd/,
  lavapipe: /^lvp_icd/,
  swiftshader: /^vk_swiftshader_icd/,
};

const manifestFolders = ['/etc/vulkan/icd.d', '/usr/local/share/vulkan/icd.d', '/usr/share/vulkan/icd.d'];
const choices = ['hardware', 'lavapipe', 'swiftshader'] as const;

const list = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

/** Reads the driver manifests and GPUs of this machine. */
export function inspectSystem(): VulkanSystem {
  const folders = [...manifestFolders, ...chromiumFolders()];
  const vendors = list('/sys/class/drm')
    .map((card) => `/sys/class/drm/${card}/device/vendor`)
    .filter((file) => existsSync(file))
    .map((file) => pciVendors[readFileSync(file, 'utf8').trim()]);
  // Containers often see an NVIDIA card through its own device files only.
  if (existsSync('/dev/nvidiactl')) vendors.push('nvidia');
  return {
    platform: process.platform,
    manifests: folders.flatMap((folder) => list(folder).map((name) => path.join(folder, name))),
    gpus: [...new Set(vendors.filter((vendor) => vendor !== undefined))],
  };
}

/**
 * @param env STEERAWAY_ADAPTER picks hardware, lavapipe or swiftshader; unset, the first of these that is there.
 * @returns undefined when nothing was asked for and no driver is installed
 * @throws VulkanDriverMissingError when the driver asked for is not installed, or its name is unknown
 */
export function chooseVulkanDriver(env: NodeJS.ProcessEnv, system: VulkanSystem): VulkanDriver | undefined {
  if (env.VK_ICD_FILENAMES ?? env.VK_DRIVER_FILES) return { name: 'given' };
  if (system.platform !== 'linux') return { name: 'native' };
  const asked = env.STEERAWAY_ADAPTER;
  const found = choices
    .filter((name) => asked === undefined || name === asked)
    .map((name) => ({ name, manifest: findManifest(name, system) }))
    .find((driver): driver is { name: (typeof choices)[number]; manifest: string } =>
      Boolean(driver.manifest),
    );
  if (found === undefined && asked !== undefined) {
    throw new VulkanDriverMissingError(
      `No Vulkan driver for STEERAWAY_ADAPTER=${asked}.`,
      `Use one of ${choices.join(', ')}, and run \`npm run setup\` to install a software driver.`,
    );
  }
  return found;
}

function findManifest(name: (typeof choices)[number], system: VulkanSystem): string | undefined {
  const kinds = name === 'hardware' ? system.gpus : [name];
  const patterns = kinds.map((kind) => manifestNames[kind]);
  return system.manifests.find((file) => patterns.some((pattern) => pattern.test(path.basename(file))));
}

/** Points the Vulkan loader of this process, and of its children, at the chosen driver. Call before Dawn starts. */
export function useVulkanDriver(env: NodeJS.ProcessEnv): VulkanDriver | undefined {
  const driver = chooseVulkanDriver(env, inspectSystem());
  if (driver?.manifest !== undefined) env.VK_ICD_FILENAMES = driver.manifest;
  return driver;
}
