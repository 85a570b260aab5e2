// Known-answer tests of our attention kernels on the adapter at hand, before any picture depends on them.

import { makeNode } from '../onnx/index.ts';
import { float16ToFloat32 } from '../lib/float16.ts';
import { SelfTestError } from './errors.ts';
import { readBuffer } from './gpu/readback.ts';
import type { GpuRuntime } from './gpuRuntime.ts';
import { relativeRms, rounded, waves } from './knownAnswers.ts';
import { encodeFrameParameters, FRAME_PARAMETERS_BYTES } from './ops/frameParameters.ts';
import { nasaCrossAttention } from './ops/nasaCrossAttention.ts';
import { nasaCrossAttentionReference } from './ops/nasaCrossAttention.ref.ts';
import type { AttentionProblem } from './ops/attention.ref.ts';
import type { FrameParameters } from './ops/types.ts';
import { OpRunner } from './opRunner.ts';
import type { Precision } from './buildRunner.ts';
import { floatTensor, uploaded, type Value } from './values.ts';

const HEADS = 2;
const HEAD_SIZE = 32;
const WIDTH = HEADS * HEAD_SIZE;
/** Tokens of query, positive key and value, negative key and value: none a multiple of a tile. */
const LENGTHS = [33, 11, 11, 5, 5] as const;

const NAMES = ['q', 'positive_key', 'positive_value', 'negative_key', 'negative_value'];
const STEP = {
  kind: 'op',
  node: makeNode('steeraway::NasaCrossAttention', NAMES, ['z'], { num_heads: BigInt(HEADS) }),
  inputs: NAMES,
  outputs: ['z'],
  frees: [],
  dependsOn: new Set<string>(),
} as const;

/** The fused kernel's paths: none is NASA's positive half. */
const FUSED: readonly FrameParameters[] = [
  { mode: 'nasa', scale: 0.75 },
  { mode: 'vsf', scale: 1.5, offset: 0.25 },
];
const NAG: readonly FrameParameters[] = [{ mode: 'nag', scale: 3, tau: 1.5, alpha: 0.5 }];

/** relRMS against float64. */
const TOLERANCE: Readonly<Record<Precision, number>> = { float32: 1e-5, float16: 1e-3 };

/** By precision. */
const nagTests = new WeakMap<GpuRuntime, Map<Precision, Promise<void>>>();

/**
 * The kernel of none, NASA and VSF, on one small shape.
 * @throws SelfTestError where its values are wrong on this adapter
 */
export function selfTestAttention(gpu: GpuRuntime, precision: Precision): Promise<void> {
  return check(gpu, precision, FUSED);
}

/**
 * NAG's kernels, the first time that the mode is drawn on a GPU: whoever never asks for it should not wait for two more
 * pipelines at every load, which take as long to compile as the first one.
 * @throws SelfTestError where their values are wrong on this adapter
 */
export function selfTestNag(gpu: GpuRuntime, precision: Precision): Promise<void> {
  const known = nagTests.get(gpu) ?? new Map<Precision, Promise<void>>();
  nagTests.set(gpu, known);
  const test = known.get(precision) ?? check(gpu, precision, NAG);
  known.set(precision, test);
  return test;
}

async function check(
  gpu: GpuRuntime,
  precision: Precision,
  frames: readonly FrameParameters[],
): Promise<void> {
  const inputs = LENGTHS.map((length, index) => rounded(waves(length * WIDTH, index + 1), precision));
  const results = await computed(gpu, precision, inputs, frames);
  for (const [index, frame] of frames.entries()) {
    const error = relativeRms(results[index] ?? [], nasaCrossAttentionReference(problemOf(inputs), frame));
    if (!(error <= TOLERANCE[precision])) {
      const finding = `relative error ${error.toExponential(1)} in ${precision}, mode ${frame.mode}`;
      throw new SelfTestError(gpu.context.description, finding);
    }
  }
}

/** One result a frame. */
async function computed(
  gpu: GpuRuntime,
  precision: Precision,
  inputs: readonly Float32Array[],
  frames: readonly FrameParameters[],
): Promise<Float32Array[]> {
  const { device, pool } = gpu;
  const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
  const uniform = device.createBuffer({ size: FRAME_PARAMETERS_BYTES, usage });
  const runner = new OpRunner(gpu, STEP, nasaCrossAttention, uniform);
  const values = inputs.map((numbers) =>
    uploaded(pool, floatTensor(precision, numbers, [1, numbers.length / WIDTH, WIDTH])),
  );
  const results: Float32Array[] = [];
  for (const frame of frames) {
    device.queue.writeBuffer(uniform, 0, encodeFrameParameters(frame));
    const [output] = await runner.run(
      values.map(({ tensor }) => tensor),
      frame,
    );
    results.push(await readOutput(gpu, precision, output));
    output?.free();
  }
  for (const value of values) value.free();
  runner.release();
  uniform.destroy();
  return results;
}

async function readOutput(
  gpu: GpuRuntime,
  precision: Precision,
  output: Value | undefined,
): Promise<Float32Array> {
  const bytes = LENGTHS[0] * WIDTH * (precision === 'float32' ? 4 : 2);
  const data = await readBuffer(gpu.device, output?.tensor.gpuBuffer ?? gpu.empty, bytes);
  return precision === 'float32' ? new Float32Array(data) : float16ToFloat32(new Uint16Array(data));
}

function problemOf([
  query = new Float32Array(),
  positiveKey = new Float32Array(),
  positiveValue = new Float32Array(),
  negativeKey = new Float32Array(),
  negativeValue = new Float32Array(),
]: readonly Float32Array[]): AttentionProblem {
  return {
    batch: 1,
    queries: LENGTHS[0],
    heads: HEADS,
    headSize: HEAD_SIZE,
    softmaxScale: 1 / Math.sqrt(HEAD_SIZE),
    query,
    positive: { key: positiveKey, value: positiveValue, count: LENGTHS[1] },
    negative: { key: negativeKey, value: negativeValue, count: LENGTHS[3] },
  };
}
