// What all sessions on one GPU share: the device, compiled kernels and pooled buffers.

import { openDevice, type GpuContext } from './device.ts';
import { BufferPool } from './gpu/buffers.ts';
import { KernelCache } from './gpu/kernel.ts';
import type { GpuProfile } from './ops/types.ts';

export class GpuRuntime {
  readonly kernels: KernelCache;
  readonly pool: BufferPool;
  readonly profile: GpuProfile;
  /** Stands in for inputs that a node omits: every binding needs a buffer. */
  readonly empty: GPUBuffer;

  constructor(readonly context: GpuContext) {
    const { device } = context;
    this.kernels = new KernelCache(device);
    this.pool = new BufferPool(device);
    this.empty = this.pool.acquire(0);
    this.profile = {
      workgroupBytes: device.limits.maxComputeWorkgroupStorageSize,
      maxInvocations: device.limits.maxComputeInvocationsPerWorkgroup,
      storageBytes: device.limits.maxStorageBufferBindingSize,
      isSoftware: context.isSoftware,
    };
  }

  /** @throws WebGpuUnavailableError */
  static async open(): Promise<GpuRuntime> {
    return new GpuRuntime(await openDevice());
  }

  get device(): GPUDevice {
    return this.context.device;
  }

  destroy(): void {
    this.pool.destroy();
    this.context.destroy();
  }
}
