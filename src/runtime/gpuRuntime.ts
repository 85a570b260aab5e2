// What all sessions on one GPU share: the device, compiled kernels and pooled buffers.

import { openDevice, type GpuContext } from './device.ts';
import { BufferPool } from './gpu/buffers.ts';
import { KernelCache } from './gpu/kernel.ts';
import type { GpuProfile } from './ops/types.ts';
import { KernelTuner, type TuningOptions } from './tuning/kernelTuner.ts';

export class GpuRuntime {
  readonly kernels: KernelCache;
  readonly tuner: KernelTuner;
  readonly pool: BufferPool;
  readonly profile: GpuProfile;
  /** Stands in for inputs that a node omits: every binding needs a buffer. */
  readonly empty: GPUBuffer;

  constructor(
    readonly context: GpuContext,
    tuning: TuningOptions = {},
  ) {
    const { device } = context;
    this.kernels = new KernelCache(device);
    this.tuner = new KernelTuner(context, this.kernels, tuning);
    this.pool = new BufferPool(device);
    this.empty = this.pool.acquire(0);
    this.profile = profileOf(context);
  }

  /** @throws WebGpuUnavailableError */
  static async open(tuning: TuningOptions = {}): Promise<GpuRuntime> {
    return new GpuRuntime(await openDevice(), tuning);
  }

  get device(): GPUDevice {
    return this.context.device;
  }

  destroy(): void {
    this.pool.destroy();
    this.context.destroy();
  }
}

/** What of the device a kernel may be specialised by. */
export function profileOf({ adapter, device, isSoftware }: GpuContext): GpuProfile {
  const { limits, features } = device;
  return {
    workgroupBytes: limits.maxComputeWorkgroupStorageSize,
    maxInvocations: limits.maxComputeInvocationsPerWorkgroup,
    storageBytes: limits.maxStorageBufferBindingSize,
    isSoftware,
    subgroupMinSize: features.has('subgroups') ? adapter.info.subgroupMinSize : undefined,
  };
}
