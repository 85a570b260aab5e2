// A known-answer test of our attention kernel on the adapter at hand, before any picture depends on it.

import { makeNode } from '../onnx/index.ts';
import { float16ToFloat32 } from '../lib/float16.ts';
import { SelfTestError } from './errors.ts';
import { readBuffer } from './gpu/readback.ts';
import type { GpuRuntime } from './gpuRuntime.ts';
import { relativeRms, rounded, waves } from './knownAnswers.ts';
import { encodeFrameParameters, FRAME_PARAMETERS_BYTES } from './ops/frameParameters.ts';
import { nasaCrossAttention } from './ops/nasaCrossAttention.ts';
import { nasaCrossAttentionReference } from './ops/nasaCrossAttention.ref.ts';
import { OpRunner } from './opRunner.ts';
import type { Precision } from './buildRunner.ts';
import { floatTensor, uploaded } from './values.ts';

const HEADS = 2;
const HEAD_SIZE = 32;
const WIDTH = HEADS * HEAD_SIZE;
/** Tokens of query, positive key and value, negative key and value: none a multiple of a tile. */
const LENGTHS = [33, 11, 11, 5, 5] as const;
const SCALE = 0.75;

/** relRMS against float64. */
const TOLERANCE: Readonly<Record<Precision, number>> = { float32: 1e-5, float16: 1e-3 };

/** @throws SelfTestError where the kernel's values are wrong on this adapter */
export async function selfTestAttention(gpu: GpuRuntime, precision: Precision): Promise<void> {
  const inputs = LENGTHS.map((length, index) => rounded(waves(length * WIDTH, index + 1), precision));
  const error = relativeRms(await computed(gpu, precision, inputs), expected(inputs));
  if (!(error <= TOLERANCE[precision])) {
    throw new SelfTestError(
      gpu.context.description,
      `relative error ${error.toExponential(1)} in ${precision}`,
    );
  }
}

async function computed(
  gpu: GpuRuntime,
  precision: Precision,
  inputs: readonly Float32Array[],
): Promise<Float32Array> {
  const { device, pool } = gpu;
  const usage = GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST;
  const frame = device.createBuffer({ size: FRAME_PARAMETERS_BYTES, usage });
  device.queue.writeBuffer(frame, 0, encodeFrameParameters({ mode: 'nasa', scale: SCALE }));
  const names = ['q', 'positive_key', 'positive_value', 'negative_key', 'negative_value'];
  const node = makeNode('steeraway::NasaCrossAttention', names, ['z'], { num_heads: BigInt(HEADS) });
  const step = {
    kind: 'op',
    node,
    inputs: names,
    outputs: ['z'],
    frees: [],
    dependsOn: new Set<string>(),
  } as const;
  const runner = new OpRunner(gpu, step, nasaCrossAttention, frame);
  const values = inputs.map((numbers) =>
    uploaded(pool, floatTensor(precision, numbers, [1, numbers.length / WIDTH, WIDTH])),
  );
  const [output] = await runner.run(values.map(({ tensor }) => tensor));
  const bytes = LENGTHS[0] * WIDTH * (precision === 'float32' ? 4 : 2);
  const data = await readBuffer(device, output?.tensor.gpuBuffer ?? gpu.empty, bytes);
  for (const value of [...values, output]) value?.free();
  runner.release();
  frame.destroy();
  return precision === 'float32' ? new Float32Array(data) : float16ToFloat32(new Uint16Array(data));
}

function expected([
  query,
  positiveKey,
  positiveValue,
  negativeKey,
  negativeValue,
]: readonly Float32Array[]): Float64Array {
  const branch = (key: Float32Array | undefined, value: Float32Array | undefined, count: number) => ({
    key: key ?? [],
    value: value ?? [],
    count,
  });
  return nasaCrossAttentionReference({
    batch: 1,
    queries: LENGTHS[0],
    heads: HEADS,
    headSize: HEAD_SIZE,
    softmaxScale: 1 / Math.sqrt(HEAD_SIZE),
    query: query ?? [],
    positive: branch(positiveKey, positiveValue, LENGTHS[1]),
    negative: branch(negativeKey, negativeValue, LENGTHS[3]),
    scale: SCALE,
  });
}
