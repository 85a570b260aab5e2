// A device with `subgroups`, also where they are narrow: openDevice leaves the feature out there, for ONNX Runtime's sake.

import { findGpu, USUAL_ADAPTER, type GpuContext } from '../device.ts';
import { installNodeHost } from '../nodeHost.ts';

installNodeHost();

const adapter = await findGpu()?.requestAdapter(USUAL_ADAPTER);

/** For tests to be skipped by. */
export const subgroupMinSize = adapter?.features.has('subgroups') === true ? adapter.info.subgroupMinSize : 0;

/** Reported as a real GPU, so that kernels for real GPUs run on it. */
export async function openWithSubgroups(): Promise<GpuContext> {
  const found = adapter!;
  const wanted = ['subgroups', 'shader-f16', 'timestamp-query'] as const;
  const device = await found.requestDevice({
    requiredFeatures: wanted.filter((feature) => found.features.has(feature)),
    requiredLimits: { maxComputeWorkgroupStorageSize: found.limits.maxComputeWorkgroupStorageSize },
  });
  return {
    adapter: found,
    device,
    description: found.info.description,
    isSoftware: false,
    hasFloat16: device.features.has('shader-f16'),
    lost: new Promise(() => {}),
    assertHealthy: () => {},
    destroy: () => device.destroy(),
  };
}
