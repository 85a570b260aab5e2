// (e) what the adapter can do at most: multiply-adds, bytes copied, and how much a dispatch costs that does nothing.

import copyShader from '../../shaders/bench/copy.wgsl?raw';
import probeShader from '../../shaders/bench/fma_probe.wgsl?raw';
import type { GpuRuntime } from '../../src/runtime/index.ts';
import { takeSample, type Arm, type ClockContext } from '../harness/arm.ts';
import { bind, dispatchArm } from './dispatchArm.ts';
import { uniform } from './ownArms.ts';

export interface Ceilings {
  readonly probe: Arm;
  /** Floating point operations of one execution of the probe. */
  readonly probeFlops: number;
  readonly copy: Arm;
  /** Read and written by one execution of the copy. */
  readonly copyBytes: number;
  /** One workgroup that copies 1 KiB. */
  readonly launch: Arm;
}

const WORKGROUP = 64;
/** Fills 132 multiprocessors with 2048 threads each, twice over. */
const PROBE_WORKGROUPS = 8192;
/** fma_probe.wgsl: steps * 16 chains * 2 operations. */
const FLOPS_PER_STEP = PROBE_WORKGROUPS * WORKGROUP * 8 * 16 * 2;
/** Fewer would measure how fast invocations start. */
const MIN_STEPS = 16;
/** A dispatch of this length makes its launch negligible and no watchdog nervous. */
const PROBE_MILLISECONDS = 4;
const MAX_STEPS = 4096;

/** Larger than any last-level cache, on either side. */
const COPY_BYTES = 96 * 2 ** 20;
const VECTORS = 4;
const COPIED_BY_WORKGROUP = WORKGROUP * VECTORS * 16;

/** The loop of the probe is made as long as the adapter is fast. */
export async function openCeilings(gpu: GpuRuntime, context: ClockContext): Promise<Ceilings> {
  let steps = MIN_STEPS;
  let probe = await probeArm(gpu, steps);
  await takeSample(probe, 1, context); // compiles
  for (;;) {
    const { wall, gpu: timed = wall } = await takeSample(probe, 1, context);
    if (timed >= PROBE_MILLISECONDS || steps >= MAX_STEPS) break;
    await probe.release();
    steps *= 2;
    probe = await probeArm(gpu, steps);
  }
  const { copy, launch } = await copyArms(gpu);
  return { probe, probeFlops: steps * FLOPS_PER_STEP, copy, copyBytes: 2 * COPY_BYTES, launch };
}

async function probeArm(gpu: GpuRuntime, steps: number): Promise<Arm> {
  const data = new ArrayBuffer(16);
  new Uint32Array(data).set([steps]);
  new Float32Array(data, 4).set([0.999, 0.001]); // stays near 1, whatever the number of steps
  const parameters = uniform(gpu, data);
  const output = gpu.pool.acquire(PROBE_WORKGROUPS * WORKGROUP * 16);
  const pipeline = await gpu.kernels.get({
    label: 'fma_probe',
    header: '',
    sources: [probeShader],
    entryPoint: 'fma_probe',
    overrides: {},
  });
  const dispatch = bind(gpu.device, pipeline, [parameters, output], [PROBE_WORKGROUPS, 1, 1]);
  return dispatchArm(gpu.device, 'probe', [[dispatch]], () => {
    gpu.pool.release(output);
    parameters.destroy();
  });
}

async function copyArms(gpu: GpuRuntime): Promise<Pick<Ceilings, 'copy' | 'launch'>> {
  const buffers = [gpu.pool.acquire(COPY_BYTES), gpu.pool.acquire(COPY_BYTES)];
  const variant = { label: 'copy', header: '', sources: [copyShader], entryPoint: 'copy' };
  const whole = await gpu.kernels.get({ ...variant, overrides: { VECTORS } });
  const little = await gpu.kernels.get({ ...variant, overrides: { VECTORS: 1 } });
  const release = () => {
    for (const buffer of buffers) gpu.pool.release(buffer);
  };
  const all = bind(gpu.device, whole, buffers, [COPY_BYTES / COPIED_BY_WORKGROUP, 1, 1]);
  const one = bind(gpu.device, little, buffers, [1, 1, 1]);
  return {
    copy: dispatchArm(gpu.device, 'copy', [[all]], release),
    launch: dispatchArm(gpu.device, 'launch', [[one]]),
  };
}
