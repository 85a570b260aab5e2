// What goes to ONNX Runtime inline and what it reads in place.

import { expect, test } from 'vitest';
import {
  DataType,
  makeGraph,
  makeModel,
  makeNode,
  makeTensor,
  makeValueInfo,
  readModel,
} from '../onnx/index.ts';
import { ortModel } from './ortModel.ts';

const ROWS = 64;
const file = Uint8Array.from({ length: 40_000 }, (_, index) => index);
/** Views of the file at odd offsets, unless the offset says otherwise. */
const inFile = (name: string, type: DataType, dims: readonly number[], offset: number, bytes: number) =>
  makeTensor(name, type, dims, file.subarray(offset, offset + bytes));

const TENSORS = {
  float32: inFile('float32', DataType.Float32, [ROWS, 4], 1, 1024),
  float16: inFile('float16', DataType.Float16, [ROWS, ROWS], 1025, 8192),
  int8: inFile('int8', DataType.Int8, [ROWS, ROWS], 9217, 4096),
  small: inFile('small', DataType.Float32, [255], 20_001, 1020),
  shape: inFile('shape', DataType.Int64, [1000], 21_001, 8000),
  own: makeTensor('own', DataType.Float32, [1024], new Float32Array(1024).fill(7)),
};
const model = makeModel(
  makeGraph({
    nodes: Object.keys(TENSORS).map((name) => makeNode('Identity', [name], [`${name}_out`])),
    inputs: [],
    outputs: Object.values(TENSORS).map(({ name, elementType }) => makeValueInfo(`${name}_out`, elementType)),
    initializers: Object.values(TENSORS),
  }),
);
const { bytes, weights } = ortModel(model);

test('large weights are views of the memory that they were in', () => {
  expect([...weights.values()]).toEqual(
    [TENSORS.float32, TENSORS.float16, TENSORS.int8, TENSORS.own].map((t) => t.bytes),
  );
  for (const [index, tensor] of [TENSORS.float32, TENSORS.float16, TENSORS.int8, TENSORS.own].entries()) {
    const weight = weights.get(`weight-${index}`);
    expect(weight?.buffer).toBe(tensor.bytes.buffer);
    expect(weight?.byteOffset).toBe(tensor.bytes.byteOffset);
  }
});

test('small tensors and shapes are inside the graph, and nothing else is', () => {
  expect(bytes.length).toBeGreaterThan(TENSORS.small.bytes.length + TENSORS.shape.bytes.length);
  expect(bytes.length).toBeLessThan(TENSORS.small.bytes.length + TENSORS.shape.bytes.length + 1500);
  const { initializers } = readModel(bytes, weights).graph;
  for (const [name, tensor] of Object.entries(TENSORS)) {
    expect(initializers.get(name)?.bytes, name).toEqual(tensor.bytes);
  }
  expect(initializers.get('shape')?.bytes.buffer).toBe(bytes.buffer);
});
