// What of shapes and small values is fixed in the file: one forward pass of constant folding over shape arithmetic.

import { DataType, elementCount } from '../dataType.ts';
import { inferElementTypes } from '../elementTypes.ts';
import type { Dimension, Graph, Tensor } from '../ir.ts';
import { tensorNumbers } from '../tensorData.ts';
import type { Dims, Known } from './dims.ts';
import { foldValues } from './foldValues.ts';
import { inferDims } from './inferDims.ts';

export interface StaticTensor {
  readonly dims?: Dims;
  /** The elements of a small tensor, row by row. */
  readonly values?: readonly Known[] | undefined;
  /** The one number that every element is, however many there are. */
  readonly fill?: number | undefined;
}

/** Larger constants are weights, not arithmetic. */
const LARGEST_ARITHMETIC = 64;
/** Larger constants are not looked into at all: biases are, which optimisers add as zeros. */
const LARGEST_CONSTANT = 16384;

const INTEGERS: ReadonlySet<DataType> = new Set([
  DataType.Int64,
  DataType.Int32,
  DataType.Uint64,
  DataType.Uint32,
  DataType.Int16,
  DataType.Uint16,
  DataType.Int8,
  DataType.Uint8,
]);

/**
 * @param graph in topological order, its constants as initializers
 * @returns what is known of a tensor, by its name
 */
export function staticTensors(graph: Graph): (name: string) => StaticTensor {
  const known = new Map<string, StaticTensor>();
  const types = inferElementTypes(graph);
  for (const info of [...graph.valueInfo.values(), ...graph.outputs, ...graph.inputs]) {
    if (info.dims) known.set(info.name, { dims: info.dims.map(asKnown) });
  }
  for (const [name, tensor] of graph.initializers) known.set(name, constant(tensor));
  const at = (name: string | undefined): StaticTensor => known.get(name ?? '') ?? {};
  for (const node of graph.nodes) {
    const inputs = node.inputs.map(at);
    node.outputs.forEach((output, index) => {
      if (output === '') return;
      const type = types.get(output);
      const folded = index === 0 ? foldValues(node, inputs, type !== undefined && INTEGERS.has(type)) : {};
      const dims = merge(inferDims(node, inputs, index), at(output).dims);
      known.set(output, { ...folded, dims: folded.values && !dims ? [folded.values.length] : dims });
    });
  }
  return at;
}

function asKnown(dimension: Dimension): Known {
  return typeof dimension === 'number' ? dimension : undefined;
}

function constant(tensor: Tensor): StaticTensor {
  const { dims, elementType } = tensor;
  const isNumeric =
    elementType === DataType.Float32 || elementType === DataType.Float16 || INTEGERS.has(elementType);
  const count = elementCount(dims);
  if (!isNumeric || count > LARGEST_CONSTANT) return { dims };
  const isArithmetic = dims.length <= 1 && count <= LARGEST_ARITHMETIC;
  const isFill = isRepeated(tensor.bytes, count);
  if (!isArithmetic && !isFill) return { dims };
  const values = tensorNumbers(tensor);
  return { dims, fill: isFill ? values[0] : undefined, values: isArithmetic ? values : undefined };
}

/** Whether all elements have the same bits. Most weights differ at once, so nothing is decoded for them. */
function isRepeated(bytes: Uint8Array, count: number): boolean {
  const width = bytes.length / count;
  return bytes.every((byte, index) => index < width || byte === bytes[index - width]);
}

/** What inference says, completed by what the file declares. */
function merge(inferred: Dims, declared: Dims): Dims {
  if (inferred?.length !== declared?.length) return inferred ?? declared;
  return inferred?.map((dimension, index) => dimension ?? declared?.[index]);
}
