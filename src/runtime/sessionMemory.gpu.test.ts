// What a session keeps: nothing of its source once it is there, nothing at all once it has failed.

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { float32ToFloat16 } from '../lib/float16.ts';
import {
  DataType,
  makeGraph,
  makeModel,
  makeNode,
  makeTensor,
  makeValueInfo,
  writeModel,
  type Model,
} from '../onnx/index.ts';
import { GpuRuntime } from './gpuRuntime.ts';
import { nasaCrossAttention } from './ops/nasaCrossAttention.ts';
import { createOrtSession, releaseOrtSession } from './ort.ts';
import { ortModel } from './ortModel.ts';
import { CustomOpSession, type SessionOptions } from './session.ts';
import { expectHealthyDevice, gpu as context, testFloatTypes, type FloatType } from './testing/gpu.ts';
import { normals } from './testing/random.ts';
import { twin } from './testing/twoLayerModel.ts';
import { floatTensor } from './values.ts';

const gpu = new GpuRuntime(context);
afterAll(expectHealthyDevice);

const ROWS = 3;
const WIDTH = 64;
const OPTIONS: SessionOptions = { label: 'test', provider: 'wasm', gpu, ops: [nasaCrossAttention] };

/** softmax(attention(x before, constants) after), in float16; `axis` decides whether ONNX Runtime takes the second segment. */
function model(axis: number): Model {
  const value = (name: string) => makeValueInfo(name, DataType.Float16, [1, ROWS, WIDTH]);
  const weight = (name: string, seed: number, dims: readonly number[]) =>
    makeTensor(
      name,
      DataType.Float16,
      dims,
      float32ToFloat16(
        normals(
          seed,
          dims.reduce((a, b) => a * b),
        ),
      ),
    );
  const operands = ['positive_key', 'positive_value', 'negative_key', 'negative_value'];
  return makeModel(
    makeGraph({
      nodes: [
        makeNode('MatMul', ['x', 'before'], ['query']),
        makeNode('steeraway::NasaCrossAttention', ['query', ...operands], ['z'], { num_heads: 1n }),
        makeNode('MatMul', ['z', 'after'], ['scores']),
        makeNode('Softmax', ['scores'], ['y'], { axis }),
      ],
      inputs: [value('x')],
      outputs: [value('y')],
      initializers: [
        weight('before', 1, [WIDTH, WIDTH]),
        weight('after', 2, [WIDTH, WIDTH]),
        ...operands.map((name, index) => weight(name, 3 + index, [1, ROWS, WIDTH])),
      ],
      valueInfo: ['query', 'z', 'scores'].map(value),
    }),
    { '': 17, steeraway: 1 },
  );
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** In a task of its own: until a task ends, what a WeakRef was made for or asked for in it stays. */
async function isCollected(reference: WeakRef<object>): Promise<boolean> {
  await new Promise((resolve) => setTimeout(resolve, 10));
  collect();
  return reference.deref() === undefined;
}

/** In a function of its own, so that no variable here keeps the file. */
async function createFromFile(options: SessionOptions) {
  const weights = model(-1).graph.initializers.get('before')!.bytes;
  const { graph, ...rest } = model(-1);
  const file = new Uint8Array(weights.length + 1);
  file.set(weights, 1);
  const initializers = new Map(graph.initializers);
  initializers.set('before', { ...graph.initializers.get('before')!, bytes: file.subarray(1) });
  const externalData = new Map([['weights.bin', file]]);
  const bytes = writeModel({ ...rest, graph: { ...graph, initializers } }, { externalFiles: externalData });
  const session = await CustomOpSession.create(bytes, { ...options, externalData });
  return {
    session,
    sources: [bytes, bytes.buffer, file, file.buffer].map((source) => new WeakRef<object>(source)),
  };
}

/** Runs a session after its file is gone. */
async function expectNoSource(provider: SessionOptions['provider'], precision: FloatType): Promise<void> {
  const { session, sources } = await createFromFile({ ...OPTIONS, provider, precision });
  for (const source of sources) expect(await isCollected(source)).toBe(true);
  const x = floatTensor(precision, normals(8, ROWS * WIDTH), [1, ROWS, WIDTH]);
  const { y } = await session.run({ x }, { frame: { mode: 'nasa', scale: 1 } });
  expect(y!.dims).toEqual([1, ROWS, WIDTH]);
  y!.dispose();
  await session.release();
}

describe('a session that is there runs without the file that it came from', () => {
  test('on wasm', () => expectNoSource('wasm', 'float32'));
  testFloatTypes('on the GPU', (precision) => expectNoSource('webgpu', precision));
});

describe('a session that fails at its last segment', () => {
  test('releases the ONNX Runtime sessions and GPU buffers of those before', async () => {
    const options = { ...OPTIONS, gpu: new GpuRuntime(context) };
    const { pool } = options.gpu;
    const other = await createOrtSession(ortModel(twin), { provider: 'wasm' }, 'other');
    const release = vi.spyOn(Object.getPrototypeOf(other) as typeof other, 'release');
    const destroy = vi.spyOn(GPUBuffer.prototype, 'destroy');
    await (await CustomOpSession.create(model(-1), options)).release();
    const [sessions, buffers, pooled] = [release.mock.calls.length, destroy.mock.calls.length, pool.count];
    expect([sessions, buffers]).toEqual([2, 1]);
    const failing = CustomOpSession.create(model(99), options);
    await expect(failing).rejects.toMatchObject({ code: 'onnxruntime-failed' });
    await expect(failing).rejects.toThrow('segment 2');
    expect(release.mock.calls.length - sessions).toBe(1);
    expect(destroy.mock.calls.length - buffers).toBe(1);
    // The four constants of the op took the buffers that the first session gave back.
    expect(pool.count).toBe(pooled);
    await CustomOpSession.create(model(-1), options);
    expect(pool.count).toBe(pooled);
    await releaseOrtSession(other, 'other');
  });
});
