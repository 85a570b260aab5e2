// What the page tells of a GPU: features, limits, self-tests, memory.

import type { GpuFacts } from '../protocol/engine.ts';
import type { GpuRuntime } from '../runtime/index.ts';

/** Those that decide whether a model and its kernels fit. */
const TOLD_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBuffersPerShaderStage',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

export function gpuFacts({ device, tuner, pool }: GpuRuntime): GpuFacts {
  return {
    features: [...device.features].sort(),
    limits: Object.fromEntries(TOLD_LIMITS.map((name) => [name, device.limits[name]])),
    selfTests: tuner.selfTests,
    bufferBytes: pool.bytes,
  };
}
