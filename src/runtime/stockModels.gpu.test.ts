// Stock denoisers after surgery, their cross-attention on the GPU in our op, against diffusers.

import { afterAll, describe, expect, test } from 'vitest';
import { compareArrays } from '../lib/compare.ts';
import { convertDenoiser, DataType, fuseSelfAttention, type Model, type ValueInfo } from '../onnx/index.ts';
import type { GoldenTensor } from '../onnx/testing/fixtures.ts';
import {
  frameGolden,
  stockFixtures,
  stockGolden,
  stockModel,
  stockTolerance,
  type StockFixture,
} from '../onnx/testing/stock.ts';
import { GpuRuntime } from './gpuRuntime.ts';
import { nasaCrossAttention } from './ops/nasaCrossAttention.ts';
import { Tensor } from './ort.ts';
import { CustomOpSession, type SessionOptions } from './session.ts';
import { expectHealthyDevice, gpu as context } from './testing/gpu.ts';

const gpu = new GpuRuntime(context);
afterAll(expectHealthyDevice);

/** One of each way to write attention, and the one with masks; the other files differ around it. */
const FILES = [
  'sd21-torchscript17',
  'sd21-torchscript17-fp16',
  'sd21-dynamo23',
  'sd21-ort-packed',
  'pixart-torchscript17',
];
const fixtures = stockFixtures.filter(({ file }) => FILES.some((name) => file === `${name}.onnx`));

/** Float16 graphs are widened in memory, so their feeds are float32. */
function feed({ elementType, dims: declared }: ValueInfo, { dims, data }: GoldenTensor): Tensor {
  const shape = declared?.length === 1 && dims.length === 0 ? [1] : dims;
  if (elementType === DataType.Int64) return new Tensor('int64', BigInt64Array.from(data, BigInt), shape);
  if (elementType === DataType.Int32) return new Tensor('int32', Int32Array.from(data), shape);
  return new Tensor('float32', Float32Array.from(data), shape);
}

async function keysAndValues(
  prompt: Model,
  states: GoldenTensor | undefined,
): Promise<Record<string, Tensor>> {
  const session = await CustomOpSession.create(prompt, { label: 'prompt', provider: 'wasm' });
  const [input] = session.inputMetadata;
  if (!input || !states) throw new Error('the prompt graph or the golden lacks token states');
  const outputs = await session.run({ [input.name]: feed(input, states) });
  await session.release();
  return outputs;
}

const prefixed = (sign: string, tensors: Record<string, Tensor>) =>
  Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [`${sign}_${name}`, tensor]));

test('the fixtures are there', () => {
  expect(fixtures).toHaveLength(FILES.length);
});

async function expectGoldens(
  fixture: StockFixture,
  provider: SessionOptions['provider'],
  rewrite = (frame: Model) => frame,
): Promise<void> {
  const golden = stockGolden(fixture);
  const { prompt, frame: converted } = convertDenoiser(stockModel(fixture));
  const frame = rewrite(converted);
  const options: SessionOptions = { label: 'frame', provider, gpu, ops: [nasaCrossAttention] };
  const session = await CustomOpSession.create(frame, options);
  const feeds: Record<string, Tensor> = {
    ...prefixed('positive', await keysAndValues(prompt, golden.inputs.encoder_hidden_states)),
    ...prefixed('negative', await keysAndValues(prompt, golden.negative.encoder_hidden_states)),
  };
  for (const info of session.inputMetadata) feeds[info.name] ??= feed(info, frameGolden(golden, info.name));
  for (const { scale, data } of golden.outputs) {
    const outputs = await session.run(feeds, { frame: { mode: 'nasa', scale } });
    const actual = (await outputs[fixture.output]?.getData()) as Float32Array;
    const maxAbs = stockTolerance(fixture, data);
    expect(compareArrays(actual, data, { maxAbs }), `scale ${scale}`).toBeUndefined();
  }
  await session.release();
}

describe.each(fixtures)('$file draws what diffusers draws at every scale', (fixture) => {
  test('with ONNX Runtime on wasm', () => expectGoldens(fixture, 'wasm'));
});

// Two forms are enough here, raw and fused self-attention: emulated adapters take seconds for ORT's own kernels.
const ON_GPU = new Set(['sd21-torchscript17.onnx', 'sd21-ort-packed.onnx']);
describe.each(fixtures.filter(({ file }) => ON_GPU.has(file)))(
  '$file draws what diffusers draws at every scale',
  (fixture) => {
    test('with ONNX Runtime on the GPU as well', () => expectGoldens(fixture, 'webgpu'));
  },
);

test('raw self-attention may be fused on the GPU', async () => {
  const raw = fixtures.find(({ file }) => file === 'sd21-torchscript17.onnx')!;
  await expectGoldens(raw, 'webgpu', (frame) => {
    const { model, fused } = fuseSelfAttention(frame);
    expect(fused).toHaveLength(raw.self);
    return model;
  });
});
