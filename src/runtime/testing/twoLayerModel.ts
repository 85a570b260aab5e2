// A model with two custom ops, its twin from stock operators, and feeds for both.

import { float32ToFloat16 } from '../../lib/float16.ts';
import {
  DataType,
  makeFloatTensor,
  makeGraph,
  makeModel,
  makeNode,
  makeTensor,
  makeValueInfo,
  type Model,
  type ValueInfo,
} from '../../onnx/index.ts';
import type { Tensor } from '../ort.ts';
import { floatTensor } from '../values.ts';

export const WIDTH = 8;
export const ROWS = 5;

const value = (name: string, rows: number | string) =>
  makeValueInfo(name, DataType.Float32, [1, rows, WIDTH]);
export const numbers = (count: number, phase: number) =>
  Array.from({ length: count }, (_, i) => Math.sin(i * 1.7 + phase));
const weight = (name: string, phase: number) =>
  makeFloatTensor(name, [WIDTH, WIDTH], numbers(WIDTH * WIDTH, phase));

const INPUTS = [
  value('x', ROWS),
  ...['pk', 'pv'].map((n) => value(n, 'T')),
  ...['nk', 'nv'].map((n) => value(n, 'N')),
];
const layers = (attention: (query: string, out: string) => ReturnType<typeof makeNode>[]) => [
  makeNode('MatMul', ['x', 'w0'], ['q0']),
  ...attention('q0', 'z0'),
  makeNode('Add', ['x', 'z0'], ['y0']),
  makeNode('MatMul', ['y0', 'w1'], ['q1']),
  ...attention('q1', 'z1'),
  makeNode('Add', ['y0', 'z1'], ['y']),
];

export function model(nodes: ReturnType<typeof makeNode>[], inputs = INPUTS): Model {
  const names = ['z0', 'z1', 'q0', 'q1', 'y0'];
  return makeModel(
    makeGraph({
      nodes,
      inputs,
      outputs: [value('y', ROWS)],
      initializers: [
        weight('w0', 1),
        weight('w1', 2),
        makeFloatTensor('scaling', [1], [1 / Math.sqrt(WIDTH)]),
      ],
      valueInfo: names.map((name) => value(name, ROWS)),
    }),
  );
}

/** x -> two layers of cross-attention with residuals -> y; keys and values are feeds. */
export const custom = model(
  layers((query, out) => [
    makeNode('steeraway::NasaCrossAttention', [query, 'pk', 'pv', 'nk', 'nv'], [out], { num_heads: 1n }),
  ]),
);
const branch = (query: string, side: 'p' | 'n', out: string) => [
  makeNode('Transpose', [`${side}k`], [`${out}t`], { perm: [0, 2, 1] }),
  makeNode('MatMul', [query, `${out}t`], [`${out}s`]),
  makeNode('Mul', [`${out}s`, 'scaling'], [`${out}c`]),
  makeNode('Softmax', [`${out}c`], [`${out}p`], { axis: -1n }),
  makeNode('MatMul', [`${out}p`, `${side}v`], [out]),
];
/** The same from stock operators; alpha is a feed. */
export const twin = model(
  layers((query, out) => [
    ...branch(query, 'p', `${out}_plus`),
    ...branch(query, 'n', `${out}_minus`),
    makeNode('Mul', [`${out}_minus`, 'alpha'], [`${out}_away`]),
    makeNode('Sub', [`${out}_plus`, `${out}_away`], [out]),
  ]),
  [...INPUTS, makeValueInfo('alpha', DataType.Float32, [1])],
);

export function feeds(tokens: number, negativeTokens: number): Record<string, Tensor> {
  const tensor = (rows: number, phase: number) =>
    floatTensor('float32', Float32Array.from(numbers(rows * WIDTH, phase)), [1, rows, WIDTH]);
  const [pk, pv] = [tensor(tokens, 4), tensor(tokens, 5)];
  const [nk, nv] = [tensor(negativeTokens, 6), tensor(negativeTokens, 7)];
  return { x: tensor(ROWS, 3), pk, pv, nk, nv };
}

/** The same graph on float16 tensors. */
export function toFloat16({ graph, ...rest }: Model): Model {
  const narrow = (info: ValueInfo) => ({ ...info, elementType: DataType.Float16 });
  return {
    ...rest,
    graph: {
      ...graph,
      inputs: graph.inputs.map(narrow),
      outputs: graph.outputs.map(narrow),
      valueInfo: new Map([...graph.valueInfo].map(([name, info]) => [name, narrow(info)])),
      initializers: new Map(
        [...graph.initializers].map(([name, { dims, bytes }]) => {
          const floats = new Float32Array(bytes.slice().buffer);
          return [name, makeTensor(name, DataType.Float16, dims, float32ToFloat16(floats))];
        }),
      ),
    },
  };
}
