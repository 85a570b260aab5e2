// Shapes of the operators around attention, as far as the file fixes them. Not general shape inference.

import { intAttribute, intsAttribute } from '../../attributes.ts';
import type { Node } from '../../ir.ts';
import type { Known, StaticTensor } from './staticTensors.ts';

type Dims = readonly Known[] | undefined;
type Rule = (node: Node, inputs: readonly StaticTensor[], output: number) => Dims;

/** Operators whose output has the shape of their first input. */
const LIKE_FIRST = `
  Cast Identity Dropout Softmax Sqrt Neg Erf Tanh Sigmoid Gelu FastGelu QuickGelu Relu Exp Reciprocal BiasAdd
  LayerNormalization RMSNormalization SimplifiedLayerNormalization SkipLayerNormalization InstanceNormalization
  GroupNormalization DequantizeLinear GroupNorm SkipGroupNorm
`
  .trim()
  .split(/\s+/);

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...LIKE_FIRST.map((opType): [string, Rule] => [opType, (_, [first]) => first?.dims]),
  ...['Add', 'Sub', 'Mul', 'Div', 'Pow'].map((opType): [string, Rule] => [
    opType,
    (_, [a, b]) => broadcast(a?.dims, b?.dims),
  ]),
  ['MatMul', (_, [a, b]) => matMul(a?.dims, b?.dims)],
  ['FusedMatMul', (node, [a, b]) => (intAttribute(node, 'transB', 0) ? undefined : matMul(a?.dims, b?.dims))],
  ['MatMulNBits', (node, [a]) => a?.dims && [...a.dims.slice(0, -1), intAttribute(node, 'N', undefined)]],
  ['Gemm', gemm],
  ['MultiHeadAttention', multiHeadAttention],
  ['Attention', attention],
  ['Reshape', reshape],
  ['Transpose', (node, [data]) => transpose(data?.dims, intsAttribute(node, 'perm', undefined))],
  ['Concat', concat],
  ['Gather', gather],
  ['Slice', slice],
  ['Split', split],
  ['Expand', (_, [data, shape]) => broadcast(data?.dims, shape?.values)],
  [
    'Conv',
    (_, [data, weights]) => data?.dims?.map((dimension, axis) => convDimension(dimension, axis, weights)),
  ],
  ['ConstantOfShape', (_, [shape]) => shape?.values],
  ['ReduceMean', reduceMean],
  ['Shape', (_, [data]) => data?.dims && [data.dims.length]],
  ['Where', (_, [condition, a, b]) => broadcast(broadcast(a?.dims, b?.dims), condition?.dims)],
  [
    'Unsqueeze',
    (node, [data, axes]) => unsqueeze(data?.dims, axes?.values ?? intsAttribute(node, 'axes', undefined)),
  ],
]);

/** Operators whose outputs behind the first have a shape that the rules know. */
const MULTIPLE_OUTPUTS = new Set(['Split', 'SkipLayerNormalization']);

/** @param output number of the output */
export function inferDims(node: Node, inputs: readonly StaticTensor[], output: number): Dims {
  if (output > 0 && !MULTIPLE_OUTPUTS.has(node.opType)) return undefined;
  return RULES.get(node.opType)?.(node, inputs, output);
}

function broadcast(a: Dims, b: Dims): Dims {
  if (!a || !b) return undefined;
  const rank = Math.max(a.length, b.length);
  // Missing leading dimensions count as 1.
  const at = (dims: readonly Known[], axis: number): Known =>
    axis < rank - dims.length ? 1 : dims[axis - rank + dims.length];
  return Array.from({ length: rank }, (_, axis) => {
    const [left, right] = [at(a, axis), at(b, axis)];
    if (left === 1) return right;
    return right === 1 || left !== undefined ? left : right;
  });
}

function matMul(a: Dims, b: Dims): Dims {
  if (!a || !b || a.length < 2 || b.length < 2)
    return a && b?.length === 2 ? [...a.slice(0, -1), b[1]] : undefined;
  const batch = broadcast(a.slice(0, -2), b.slice(0, -2)) ?? [];
  return [...batch, a.at(-2), b.at(-1)];
}

function gemm(node: Node, [a, b]: readonly StaticTensor[]): Dims {
  const rows = a?.dims?.[intAttribute(node, 'transA', 0) ? 1 : 0];
  return [rows, b?.dims?.[intAttribute(node, 'transB', 0) ? 0 : 1]];
}

/** ai.onnx: as the query, with the values' width; com.microsoft: [B, S, D]. */
function attention(node: Node, [query, , value]: readonly StaticTensor[]): Dims {
  if (node.domain !== '' || query?.dims?.length !== 4) return query?.dims;
  return [...query.dims.slice(0, 3), value?.dims?.at(-1)];
}

/** [B, S, N*H], whatever the layout of the query: [B, S, N*H], or packed as [B, S, N, 3, H]. */
function multiHeadAttention(_: Node, [query]: readonly StaticTensor[]): Dims {
  const dims = query?.dims;
  if (dims?.length === 3) return dims;
  return dims?.length === 5
    ? [dims[0], dims[1], product([dims[2], dims[4]])]
    : [undefined, undefined, undefined];
}

function gather(node: Node, [data, indices]: readonly StaticTensor[]): Dims {
  if (!data?.dims || !indices?.dims) return undefined;
  const axis = intAttribute(node, 'axis', 0);
  const along = axis < 0 ? axis + data.dims.length : axis;
  return [...data.dims.slice(0, along), ...indices.dims, ...data.dims.slice(along + 1)];
}

/** Every axis that is cut has an unknown length. */
function slice(node: Node, [data, , , axesInput]: readonly StaticTensor[]): Dims {
  const dims = data?.dims;
  const axes = axesInput?.values ?? intsAttribute(node, 'axes', undefined);
  if (!dims || !axes) return dims && Array.from<Known>({ length: dims.length });
  return dims.map((dimension, axis) =>
    axes.includes(axis) || axes.includes(axis - dims.length) ? undefined : dimension,
  );
}

function split(node: Node, [data, sizes]: readonly StaticTensor[], output: number): Dims {
  const dims = data?.dims;
  const along = intAttribute(node, 'axis', 0);
  const axis = along < 0 && dims ? along + dims.length : along;
  const lengths = sizes?.values ?? intsAttribute(node, 'split', undefined);
  const total = dims?.[axis];
  const even = total === undefined ? undefined : total / node.outputs.length;
  const length = lengths ? lengths[output] : even;
  return dims?.map((dimension, index) => (index === axis ? length : dimension));
}

/** [B, C, ...]: the picture's size depends on strides and pads, and nothing here needs it. */
function convDimension(dimension: Known, axis: number, weights: StaticTensor | undefined): Known {
  if (axis === 0) return dimension;
  return axis === 1 ? weights?.dims?.[0] : undefined;
}

function reduceMean(node: Node, [data, axes]: readonly StaticTensor[]): Dims {
  const reduced = axes?.values ?? intsAttribute(node, 'axes', undefined);
  const dims = data?.dims;
  if (!dims || !reduced || intAttribute(node, 'keepdims', 1) === 0) return undefined;
  const isReduced = (axis: number) => reduced.includes(axis) || reduced.includes(axis - dims.length);
  return dims.map((dimension, axis) => (isReduced(axis) ? 1 : dimension));
}

function reshape(node: Node, [data, shape]: readonly StaticTensor[]): Dims {
  if (!shape?.values) {
    const rank = shape?.dims?.length === 1 ? shape.dims[0] : undefined;
    return rank === undefined ? undefined : Array.from<Known>({ length: rank });
  }
  const copiesZero = intAttribute(node, 'allowzero', 0) === 0;
  const dims = shape.values.map((value, axis) => (value === 0 && copiesZero ? data?.dims?.[axis] : value));
  const rest = dims.filter((dimension) => dimension !== -1);
  const total = product(data?.dims);
  const others = product(rest);
  const inferred =
    total !== undefined && others !== undefined && rest.length < dims.length ? total / others : undefined;
  return dims.map((dimension) => (dimension === -1 ? inferred : dimension));
}

function product(dims: Dims): Known {
  return dims?.reduce<Known>((result, dimension) => {
    return result === undefined || dimension === undefined ? undefined : result * dimension;
  }, 1);
}

function transpose(dims: Dims, perm: readonly number[] | undefined): Dims {
  return perm ? dims && perm.map((axis) => dims[axis]) : dims?.toReversed();
}

function concat(node: Node, inputs: readonly StaticTensor[]): Dims {
  const shapes = inputs.map(({ dims }) => dims);
  const [first] = shapes;
  if (!first || shapes.some((dims) => dims?.length !== first.length)) return undefined;
  const along = intAttribute(node, 'axis', 0);
  const axis = along < 0 ? along + first.length : along;
  const sum = shapes.reduce<Known>((total, dims) => {
    const size = dims?.[axis];
    return total === undefined || size === undefined ? undefined : total + size;
  }, 0);
  return first.map((_, index) =>
    index === axis ? sum : shapes.map((dims) => dims?.[index]).find((d) => d !== undefined),
  );
}

function unsqueeze(dims: Dims, axes: readonly Known[] | undefined): Dims {
  if (!dims || !axes) return undefined;
  const rank = dims.length + axes.length;
  const added = new Set(axes.map((axis) => (axis !== undefined && axis < 0 ? axis + rank : axis)));
  const rest = [...dims];
  return Array.from({ length: rank }, (_, axis) => (added.has(axis) ? 1 : rest.shift()));
}
