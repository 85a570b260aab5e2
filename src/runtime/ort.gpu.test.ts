// ONNX Runtime under calls that overlap. Without the queue in ort.ts this file dies of a wasm memory fault.

import { afterAll, expect, test } from 'vitest';
import { compareArrays } from '../lib/compare.ts';
import { DataType, makeFloatTensor, makeGraph, makeModel, makeNode, makeValueInfo } from '../onnx/index.ts';
import { ortModel, type OrtModel } from './ortModel.ts';
import { createOrtSession, releaseOrtSession, runOrtSession, Tensor, type OrtTarget } from './ort.ts';
import { expectHealthyDevice, gpu } from './testing/gpu.ts';
import { normals } from './testing/random.ts';

const SIZE = 32;
const GPU: OrtTarget = { provider: 'webgpu', device: gpu.device };
const CPU: OrtTarget = { provider: 'wasm' };

afterAll(expectHealthyDevice);

/** y = softmax(x w) w, on x of [S, SIZE]. */
function model(seed: number): OrtModel {
  const value = (name: string) => makeValueInfo(name, DataType.Float32, ['S', SIZE]);
  const nodes = [
    makeNode('MatMul', ['x', 'w'], ['scores']),
    makeNode('Softmax', ['scores'], ['weights'], { axis: -1 }),
    makeNode('MatMul', ['weights', 'w'], ['y']),
  ];
  const initializers = [makeFloatTensor('w', [SIZE, SIZE], [...normals(seed, SIZE * SIZE)])];
  return ortModel(makeModel(makeGraph({ nodes, inputs: [value('x')], outputs: [value('y')], initializers })));
}

const rows = (count: number) => new Tensor('float32', normals(9, count * SIZE), [count, SIZE]);
const numbers = async (outputs: Record<string, Tensor>) => (await outputs.y!.getData()) as Float32Array;

test('runs and creations that overlap give what they give alone', async () => {
  const onGpu = await Promise.all([1, 2].map((seed) => createOrtSession(model(seed), GPU, `gpu ${seed}`)));
  const onCpu = await Promise.all([1, 2].map((seed) => createOrtSession(model(seed), CPU, `cpu ${seed}`)));
  const x = rows(48);
  const overlapping = [...onGpu, ...onCpu].map((session) => runOrtSession(session, { x }, 'overlapping'));
  const late = createOrtSession(model(3), GPU, 'late');
  const results = await Promise.all(overlapping.map(async (outputs) => numbers(await outputs)));
  for (const index of [0, 1]) {
    expect(compareArrays(results[index]!, results[index + 2]!, { relativeRms: 1e-5 })).toBeUndefined();
  }
  await Promise.all([...onGpu, ...onCpu, await late].map((session) => releaseOrtSession(session, 'release')));
});

test('a failed call is reported with its label and does not hold up the next', async () => {
  const session = await createOrtSession(model(1), CPU, 'good');
  const broken = createOrtSession(
    { bytes: new Uint8Array([1, 2, 3]), weights: new Map() },
    CPU,
    'broken.onnx',
  );
  const after = runOrtSession(session, { x: rows(2) }, 'after');
  await expect(broken).rejects.toMatchObject({ code: 'onnxruntime-failed' });
  await expect(broken).rejects.toThrow('broken.onnx');
  expect((await after).y!.dims).toEqual([2, SIZE]);
  await releaseOrtSession(session, 'release');
});
