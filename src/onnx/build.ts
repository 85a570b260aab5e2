// Short constructors for passes and tests, so that a graph made by hand reads like a graph.

import { DataType, byteLength } from './dataType.ts';
import type { Attribute, Dimension, Graph, Model, Node, Tensor, ValueInfo } from './ir.ts';

/** What an attribute can be given as: an integer number or bigint is an `int`, any other number a `float`. */
export type AttributeInput = Attribute | bigint | number | string | readonly number[];

/** `1` becomes an int and `0.5` a float; write `{ kind: 'float', value: 1 }` for a whole-numbered float. */
export function makeAttribute(input: AttributeInput): Attribute {
  if (typeof input === 'bigint') return { kind: 'int', value: input };
  if (typeof input === 'string') return { kind: 'string', value: new TextEncoder().encode(input) };
  if (typeof input === 'number') {
    return Number.isSafeInteger(input)
      ? { kind: 'int', value: BigInt(input) }
      : { kind: 'float', value: input };
  }
  if (!('kind' in input)) return { kind: 'ints', value: input.map((value) => BigInt(value)) };
  return input;
}

/** A node; `type` may carry a domain: `steeraway::NasaCrossAttention`. */
export function makeNode(
  type: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Readonly<Record<string, AttributeInput>> = {},
  name = outputs[0] ?? '',
): Node {
  const split = type.lastIndexOf('::');
  return {
    name,
    opType: split < 0 ? type : type.slice(split + 2),
    domain: split < 0 ? '' : type.slice(0, split),
    inputs,
    outputs,
    attributes: new Map(Object.entries(attributes).map(([key, value]) => [key, makeAttribute(value)])),
  };
}

export function makeValueInfo(name: string, elementType: DataType, dims?: readonly Dimension[]): ValueInfo {
  return { name, elementType, dims };
}

/** A dense tensor over `data`'s own memory. */
export function makeTensor(
  name: string,
  elementType: DataType,
  dims: readonly number[],
  data: ArrayBufferView,
): Tensor {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const expected = byteLength(elementType, dims);
  if (bytes.length !== expected) {
    throw new RangeError(`tensor "${name}" needs ${expected} bytes, given ${bytes.length}`);
  }
  return { name, elementType, dims, bytes };
}

export function makeFloatTensor(name: string, dims: readonly number[], values: readonly number[]): Tensor {
  return makeTensor(name, DataType.Float32, dims, Float32Array.from(values));
}

export function makeInt64Tensor(name: string, dims: readonly number[], values: readonly number[]): Tensor {
  return makeTensor(
    name,
    DataType.Int64,
    dims,
    BigInt64Array.from(values, (value) => BigInt(value)),
  );
}

export interface GraphInput {
  readonly name?: string;
  readonly nodes: readonly Node[];
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
  readonly initializers?: readonly Tensor[];
  readonly valueInfo?: readonly ValueInfo[];
}

export function makeGraph(input: GraphInput): Graph {
  return {
    name: input.name ?? 'graph',
    nodes: input.nodes,
    inputs: input.inputs,
    outputs: input.outputs,
    initializers: new Map((input.initializers ?? []).map((tensor) => [tensor.name, tensor])),
    valueInfo: new Map((input.valueInfo ?? []).map((info) => [info.name, info])),
  };
}

/** A model of standard operators (IR version 8, which every ONNX Runtime of the last years reads). */
export function makeModel(graph: Graph, opsets: Readonly<Record<string, number>> = { '': 17 }): Model {
  return {
    irVersion: 8,
    opsets: new Map(Object.entries(opsets)),
    graph,
    producerName: 'steeraway',
    producerVersion: '',
    metadata: new Map(),
    functions: [],
  };
}
