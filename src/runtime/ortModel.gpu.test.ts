// ONNX Runtime reads weights in place, at any offset, as it reads inline ones: the same bits come out.

import { afterAll, describe, expect, test } from 'vitest';
import { float32ToFloat16 } from '../lib/float16.ts';
import {
  DataType,
  makeGraph,
  makeInt64Tensor,
  makeModel,
  makeNode,
  makeTensor,
  makeValueInfo,
  writeModel,
  type Model,
  type Tensor as OnnxTensor,
} from '../onnx/index.ts';
import { createOrtSession, releaseOrtSession, runOrtSession, type OrtTarget } from './ort.ts';
import { ortModel, type OrtModel } from './ortModel.ts';
import { expectHealthyDevice, gpu, testFloatTypes, type FloatType } from './testing/gpu.ts';
import { normals } from './testing/random.ts';
import { floatTensor } from './values.ts';

const ON_GPU: OrtTarget = { provider: 'webgpu', device: gpu.device };
const ON_WASM: OrtTarget = { provider: 'wasm' };
const CHANNELS = 32;
const SIZE = 8;
const PIXELS = SIZE * SIZE;

afterAll(expectHealthyDevice);

/** Weights that ONNX Runtime transposes, fuses and uploads, each `shift` bytes behind a multiple of 16 in one buffer. */
function shifted(type: FloatType, shift: number): OnnxTensor[] {
  const shapes = {
    kernel: [CHANNELS, CHANNELS, 3, 3],
    matrix: [CHANNELS, CHANNELS],
    gain: [1, PIXELS, CHANNELS],
  };
  const file = new Uint8Array(2 ** 20);
  let end = 0;
  return Object.entries(shapes).map(([name, dims], index) => {
    const values = normals(
      index + 1,
      dims.reduce((product, dim) => product * dim, 1),
      0.1,
    );
    const { buffer } = type === 'float32' ? values : float32ToFloat16(values);
    const start = Math.ceil(end / 16) * 16 + shift;
    end = start + buffer.byteLength;
    file.set(new Uint8Array(buffer), start);
    return makeTensor(name, elementType(type), dims, file.subarray(start, end));
  });
}

const elementType = (type: FloatType) => (type === 'float32' ? DataType.Float32 : DataType.Float16);

/** y = reshape(conv(x, kernel)) matrix * gain */
function model(type: FloatType, shift: number): Model {
  const value = (name: string, dims: readonly number[]) => makeValueInfo(name, elementType(type), dims);
  return makeModel(
    makeGraph({
      nodes: [
        makeNode('Conv', ['x', 'kernel'], ['features'], { pads: [1, 1, 1, 1], kernel_shape: [3, 3] }),
        makeNode('Reshape', ['features', 'shape'], ['rows']),
        makeNode('MatMul', ['rows', 'matrix'], ['product']),
        makeNode('Mul', ['product', 'gain'], ['y']),
      ],
      inputs: [value('x', [1, CHANNELS, SIZE, SIZE])],
      outputs: [value('y', [1, PIXELS, CHANNELS])],
      initializers: [...shifted(type, shift), makeInt64Tensor('shape', [3], [1, PIXELS, CHANNELS])],
    }),
  );
}

async function run(session: OrtModel, type: FloatType, target: OrtTarget): Promise<number[]> {
  const created = await createOrtSession(session, target, 'test');
  const x = floatTensor(type, normals(9, CHANNELS * PIXELS), [1, CHANNELS, SIZE, SIZE]);
  const { y } = await runOrtSession(created, { x }, 'test');
  const numbers = Array.from((await y!.getData()) as Float32Array);
  y!.dispose();
  await releaseOrtSession(created, 'test');
  return numbers;
}

async function expectSameBits(type: FloatType, target: OrtTarget): Promise<void> {
  const inline = { bytes: writeModel(model(type, 0)), weights: new Map<string, Uint8Array>() };
  const expected = await run(inline, type, target);
  expect(new Set(expected).size).toBeGreaterThan(PIXELS);
  for (const shift of [1, 2]) {
    const external = ortModel(model(type, shift));
    expect(external.weights.size).toBe(3);
    expect(await run(external, type, target), `${shift} bytes off`).toEqual(expected);
  }
}

describe('weights in place equal inline ones, whatever their offset', () => {
  testFloatTypes('on the GPU', (type) => expectSameBits(type, ON_GPU));
  test('on wasm', () => expectSameBits('float32', ON_WASM));
});
