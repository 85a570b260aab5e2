// Which Vulkan driver is chosen for which machine, and what STEERAWAY_ADAPTER changes.
import { describe, expect, test } from 'vitest';
import { chooseVulkanDriver, VulkanDriverMissingError, type VulkanSystem } from './vulkanDriver.ts';

const mesa = ['intel_icd.json', 'lvp_icd.json', 'radeon_icd.json'].map(
  (name) => `/usr/share/vulkan/icd.d/${name}`,
);
const nvidia = '/etc/vulkan/icd.d/nvidia_icd.json';
const swiftshader = '/usr/lib/chromium/vk_swiftshader_icd.json';

const bare: VulkanSystem = { platform: 'linux', manifests: [], gpus: [] };
const software: VulkanSystem = { platform: 'linux', manifests: [...mesa, swiftshader], gpus: [] };
const workstation: VulkanSystem = {
  platform: 'linux',
  manifests: [nvidia, ...mesa, swiftshader],
  gpus: ['nvidia'],
};

describe('unasked', () => {
  test.each([
    ["a GPU with its vendor's driver", workstation, { name: 'hardware', manifest: nvidia }],
    ['an AMD card', { ...software, gpus: ['amd'] }, { name: 'hardware', manifest: mesa[2] }],
    ['a GPU without its driver', { ...software, gpus: ['nvidia'] }, { name: 'lavapipe', manifest: mesa[1] }],
    ['drivers without a GPU', software, { name: 'lavapipe', manifest: mesa[1] }],
    ['Chromium alone', { ...bare, manifests: [swiftshader] }, { name: 'swiftshader', manifest: swiftshader }],
    ['nothing', bare, undefined],
    ['macOS', { ...bare, platform: 'darwin' }, { name: 'native' }],
  ] as const)('%s', (_name, system, driver) => {
    expect(chooseVulkanDriver({}, system)).toEqual(driver);
  });
});

test.each([
  ['lavapipe', mesa[1]],
  ['swiftshader', swiftshader],
  ['hardware', nvidia],
])('STEERAWAY_ADAPTER=%s wins over what is first', (name, manifest) => {
  expect(chooseVulkanDriver({ STEERAWAY_ADAPTER: name }, workstation)).toEqual({ name, manifest });
});

test.each(['VK_ICD_FILENAMES', 'VK_DRIVER_FILES'])("the caller's own %s is left alone", (variable) => {
  expect(chooseVulkanDriver({ [variable]: '/opt/x.json' }, workstation)).toEqual({ name: 'given' });
});

test.each([
  ['hardware', software],
  ['lavapipe', bare],
  ['lavapip', workstation],
])('STEERAWAY_ADAPTER=%s that is not there is an error with a next step', (name, system) => {
  const choose = (): unknown => chooseVulkanDriver({ STEERAWAY_ADAPTER: name }, system);
  expect(choose).toThrow(VulkanDriverMissingError);
  expect(choose).toThrow(`STEERAWAY_ADAPTER=${name}`);
});
