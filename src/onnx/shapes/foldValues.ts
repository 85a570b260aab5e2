// Values of shape arithmetic: what Shape, Gather, Slice, Concat, Div, Sqrt, ... make of fixed numbers.

import { attributeValue, intAttribute } from '../attributes.ts';
import type { Node } from '../ir.ts';
import { tensorNumbers } from '../tensorData.ts';
import { allKnown, product, type Dims, type Known } from './dims.ts';
import { inferDims } from './inferDims.ts';
import { ARITHMETIC, compute, UNARY } from './scalars.ts';
import { sliceOf, sliceRows } from './slices.ts';
import type { StaticTensor } from './staticTensors.ts';

type Values = Omit<StaticTensor, 'dims'>;
type Elements = readonly Known[] | undefined;

/** Longer results are no shape arithmetic. */
const LARGEST_RESULT = 64;
/** Operators that hand on the elements of their first input, in order. */
const SAME_ELEMENTS = new Set(['Cast', 'Identity', 'Reshape', 'Squeeze', 'Unsqueeze', 'Flatten']);
/** Operators that hand on elements of their first input, in any number. */
const SAME_FILL = new Set([...SAME_ELEMENTS, 'Expand', 'Tile', 'Transpose', 'Slice', 'Gather']);

/** @param isInteger whether the output holds integers, whose division truncates */
export function foldValues(node: Node, inputs: readonly StaticTensor[], isInteger: boolean): Values {
  const values = elements(node, inputs, isInteger);
  const [first] = values ?? [];
  const isUniform = first !== undefined && values?.every((value) => value === first);
  const fill = isUniform ? first : uniform(node, inputs, isInteger);
  return { values: values ?? repeated(fill, inferDims(node, inputs, 0)), fill };
}

function elements(node: Node, inputs: readonly StaticTensor[], isInteger: boolean): Elements {
  const [first, second, third] = inputs;
  const unary = UNARY.get(node.opType);
  if (unary) return first?.values?.map((value) => (value === undefined ? undefined : unary(value)));
  if (ARITHMETIC.has(node.opType))
    return combine([first, second], ([a, b]) => compute(node.opType, a, b, isInteger));
  if (SAME_ELEMENTS.has(node.opType)) return first?.values;
  switch (node.opType) {
    case 'Shape':
      return first?.dims?.slice(intAttribute(node, 'start', 0), intAttribute(node, 'end', undefined));
    case 'Size':
      return [product(first?.dims)];
    case 'Concat':
      return concat(inputs);
    case 'Gather':
      return first?.dims?.length === 1
        ? second?.values?.map((index) => (index === undefined ? undefined : first.values?.at(index)))
        : undefined;
    case 'Slice':
      return slice(node, inputs);
    case 'Transpose':
      return transposeMatrix(first);
    case 'Where':
      return combine([first, second, third], ([condition, a, b]) => {
        if (condition === undefined) return a === b ? a : undefined;
        return condition ? a : b;
      });
    case 'Range':
      return range(inputs, inferDims(node, inputs, 0));
    default:
      return undefined;
  }
}

/** Elementwise over vectors, of which those with one element count for all; other shapes have to be alike. */
function combine(
  operands: readonly (StaticTensor | undefined)[],
  pick: (values: readonly Known[]) => Known,
): Elements {
  const values = operands.map((operand) => operand?.values ?? []);
  const longest = operands.find((operand) => (operand?.values?.length ?? 0) > 1) ?? operands[0];
  const isAlike = operands.every(
    (operand) => operand?.values?.length === 1 || String(operand?.dims) === String(longest?.dims),
  );
  if (!isAlike || !longest?.values) return undefined;
  return longest.values.map((_, index) => pick(values.map((all) => all[all.length === 1 ? 0 : index])));
}

function concat(inputs: readonly StaticTensor[]): Elements {
  const isVectors = inputs.every(({ values, dims }) => values && dims?.length === 1);
  return isVectors ? inputs.flatMap(({ values }) => values ?? []) : undefined;
}

/** Along the first axis. */
function slice(node: Node, inputs: readonly StaticTensor[]): Elements {
  const [data] = inputs;
  const cuts = sliceOf(node, inputs);
  const cut = cuts?.get(0);
  const width = product(data?.dims?.slice(1));
  if (!data?.values || !cut || cuts?.size !== 1 || !width) return undefined;
  const { values } = data;
  const rows = values.flatMap((_, at) => (at % width === 0 ? [values.slice(at, at + width)] : []));
  return sliceRows(cut, rows)?.flat();
}

function transposeMatrix(data: StaticTensor | undefined): Elements {
  const [rows, columns, ...more] = allKnown(data?.dims) ?? [];
  if (!data?.values || rows === undefined || columns === undefined || more.length > 0) return undefined;
  return data.values.map((_, index) => data.values?.[(index % rows) * columns + Math.floor(index / rows)]);
}

function range([start, , delta]: readonly StaticTensor[], dims: Dims): Elements {
  const [from, step] = [start?.values?.[0], delta?.values?.[0]];
  const count = dims?.[0];
  if (from === undefined || step === undefined || count === undefined || count > LARGEST_RESULT)
    return undefined;
  return Array.from({ length: count }, (_, index) => from + index * step);
}

function repeated(fill: Known, dims: Dims): Elements {
  const count = product(dims);
  return fill !== undefined && count !== undefined && count <= LARGEST_RESULT
    ? Array.from<number>({ length: count }).fill(fill)
    : undefined;
}

function uniform(node: Node, inputs: readonly StaticTensor[], isInteger: boolean): number | undefined {
  const [first, second] = inputs;
  if (node.opType === 'ConstantOfShape') {
    const value = attributeValue(node, 'value', 'tensor');
    return value ? tensorNumbers(value)[0] : 0;
  }
  if (ARITHMETIC.has(node.opType)) return compute(node.opType, first?.fill, second?.fill, isInteger);
  const unary = UNARY.get(node.opType);
  if (unary) return first?.fill === undefined ? undefined : unary(first.fill);
  return SAME_FILL.has(node.opType) ? first?.fill : undefined;
}
