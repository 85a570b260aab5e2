// Opens the one GPUDevice that ONNX Runtime and our own kernels share. The only file that touches navigator.gpu:
// a browser has it, and a Node program gets it from nodeHost.ts.

import { DeviceLostError, GpuOperationError, WebGpuUnavailableError } from './errors.ts';

export interface GpuContext {
  readonly adapter: GPUAdapter;
  readonly device: GPUDevice;
  /** Human-readable name of the adapter. */
  readonly description: string;
  /** True where the adapter is a CPU in disguise (SwiftShader, lavapipe, WARP). */
  readonly isSoftware: boolean;
  readonly hasFloat16: boolean;
  /** Resolves, never rejects, when the device dies. */
  readonly lost: Promise<DeviceLostError>;
  /** Throws what made the device unusable: its loss, or the first error that no error scope caught. */
  assertHealthy(): void;
  destroy(): void;
}

/** Features that ONNX Runtime and our kernels use when they find them. */
const OPTIONAL_FEATURES: readonly GPUFeatureName[] = ['shader-f16', 'timestamp-query'];

/**
 * ONNX Runtime 1.30 computes wrong attention (MultiHeadAttention, from 8 or 16 keys on; relative RMS 0.06 to 0.36) where
 * subgroups are narrower than its key tile: lavapipe has 8 lanes, SwiftShader 4, some Intel GPUs 8. Without the feature
 * it takes another path, which is right (2e-7). See device.gpu.test.ts.
 */
const SAFE_SUBGROUP_SIZE = 32;

/** Limits that ONNX Runtime sizes its kernels by (webgpu_context.cc, GetRequiredLimits). */
const LIMITS = [
  'maxBindGroups',
  'maxBufferSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
  'maxComputeWorkgroupStorageSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
] as const satisfies readonly (keyof GPUSupportedLimits)[];

/** The adapter that everything here asks for; a probe must look at the one that will be used. */
export const USUAL_ADAPTER: GPURequestAdapterOptions = { powerPreference: 'high-performance' };

/**
 * Opens a device with all that the adapter offers.
 * @throws WebGpuUnavailableError where there is no WebGPU, no adapter or no device
 */
export async function openDevice(options: GPURequestAdapterOptions = {}): Promise<GpuContext> {
  const gpu = findGpu();
  if (gpu === undefined) throw new WebGpuUnavailableError('this browser has no WebGPU');
  const adapter = await gpu.requestAdapter({ ...USUAL_ADAPTER, ...options });
  if (adapter === null) throw new WebGpuUnavailableError('there is no GPU adapter');
  const device = await requestDevice(adapter);
  return watch(adapter, device);
}

/** Typed as always present, but older browsers and plain Node have none. */
export function findGpu(): GPU | undefined {
  return (globalThis.navigator as { gpu?: GPU } | undefined)?.gpu;
}

/** The texture format that canvases of this machine like best. */
export function preferredCanvasFormat(): GPUTextureFormat {
  return navigator.gpu.getPreferredCanvasFormat();
}

/** Runs `action` in error scopes of all three kinds. @throws GpuOperationError, naming `where` */
export async function inErrorScopes<Result>(
  device: GPUDevice,
  where: string,
  action: () => Result | Promise<Result>,
): Promise<Result> {
  const filters = ['validation', 'out-of-memory', 'internal'] as const;
  for (const filter of filters) device.pushErrorScope(filter);
  const settled = await Promise.allSettled([action()]);
  const errors = await Promise.all(filters.map(() => device.popErrorScope()));
  const first = errors.find((error) => error !== null);
  if (first) throw new GpuOperationError(where, first.message);
  const [outcome] = settled;
  if (outcome.status === 'rejected') throw outcome.reason;
  return outcome.value;
}

async function requestDevice(adapter: GPUAdapter): Promise<GPUDevice> {
  const requiredLimits: Record<string, number> = {};
  for (const name of LIMITS) requiredLimits[name] = adapter.limits[name];
  try {
    return await adapter.requestDevice({
      label: 'steeraway',
      requiredFeatures: wantedFeatures(adapter),
      requiredLimits,
    });
  } catch (cause) {
    throw new WebGpuUnavailableError(`${describe(adapter)} gave no device`, { cause });
  }
}

function wantedFeatures({ features, info }: GPUAdapter): GPUFeatureName[] {
  const wanted = OPTIONAL_FEATURES.filter((feature) => features.has(feature));
  const hasWideSubgroups = features.has('subgroups') && info.subgroupMinSize >= SAFE_SUBGROUP_SIZE;
  return hasWideSubgroups ? [...wanted, 'subgroups'] : wanted;
}

function watch(adapter: GPUAdapter, device: GPUDevice): GpuContext {
  let failure: DeviceLostError | GpuOperationError | undefined;
  const lost = device.lost.then((info) => (failure = new DeviceLostError(info.reason, info.message)));
  device.addEventListener('uncapturederror', (event) => {
    failure ??= new GpuOperationError('a call', event.error.message);
  });
  return {
    adapter,
    device,
    description: describe(adapter),
    isSoftware: isSoftware(adapter),
    hasFloat16: device.features.has('shader-f16'),
    lost,
    assertHealthy: () => {
      if (failure) throw failure;
    },
    destroy: () => device.destroy(),
  };
}

/** A CPU in disguise. */
export function isSoftware(adapter: GPUAdapter): boolean {
  return (
    adapter.info.isFallbackAdapter || /swiftshader|llvmpipe|lavapipe|basic render/i.test(describe(adapter))
  );
}

function describe({ info }: GPUAdapter): string {
  return info.description || [info.vendor, info.architecture].filter(Boolean).join(' ') || 'unknown GPU';
}
