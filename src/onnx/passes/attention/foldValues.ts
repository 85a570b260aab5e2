// Values of shape arithmetic: what Shape, Gather, Slice, Concat, Div, Sqrt, ... make of fixed numbers.

import { attributeValue, intAttribute, intsAttribute } from '../../attributes.ts';
import type { Node } from '../../ir.ts';
import { tensorNumbers } from '../../tensorData.ts';
import type { Known, StaticTensor } from './staticTensors.ts';

type Values = Omit<StaticTensor, 'dims'>;

const ARITHMETIC: ReadonlyMap<string, (a: number, b: number) => number> = new Map([
  ['Add', (a, b) => a + b],
  ['Sub', (a, b) => a - b],
  ['Mul', (a, b) => a * b],
  ['Div', (a, b) => a / b],
  ['Pow', (a, b) => a ** b],
]);

const UNARY: ReadonlyMap<string, (value: number) => number> = new Map([
  ['Sqrt', Math.sqrt],
  ['Neg', (value) => -value],
  ['Reciprocal', (value) => 1 / value],
  ['Floor', Math.floor],
]);

/** Operators that hand on the elements of their first input, in order. */
const SAME_ELEMENTS = new Set(['Cast', 'Identity', 'Reshape', 'Squeeze', 'Unsqueeze', 'Flatten']);
/** Operators that hand on elements of their first input, in any number. */
const SAME_FILL = new Set([...SAME_ELEMENTS, 'Expand', 'Tile', 'Transpose', 'Slice', 'Gather']);

/** @param isInteger whether the output holds integers, whose division truncates */
export function foldValues(node: Node, inputs: readonly StaticTensor[], isInteger: boolean): Values {
  const values = elements(node, inputs, isInteger);
  const [first] = values ?? [];
  const isUniform = first !== undefined && values?.every((value) => value === first);
  return { values, fill: isUniform ? first : uniform(node, inputs, isInteger) };
}

function elements(
  node: Node,
  inputs: readonly StaticTensor[],
  isInteger: boolean,
): readonly Known[] | undefined {
  const [first, second] = inputs;
  const unary = UNARY.get(node.opType);
  if (unary) return first?.values?.map((value) => (value === undefined ? undefined : unary(value)));
  if (ARITHMETIC.has(node.opType)) return combine(node, first?.values, second?.values, isInteger);
  if (SAME_ELEMENTS.has(node.opType)) return first?.values;
  switch (node.opType) {
    case 'Shape':
      return first?.dims?.slice(intAttribute(node, 'start', 0), intAttribute(node, 'end', undefined));
    case 'Concat':
      return inputs.every(({ values }) => values) ? inputs.flatMap(({ values }) => values ?? []) : undefined;
    case 'Gather':
      return second?.values?.map((index) => (index === undefined ? undefined : first?.values?.at(index)));
    case 'Slice':
      return slice(node, inputs);
    default:
      return undefined;
  }
}

function combine(
  node: Node,
  a: readonly Known[] | undefined,
  b: readonly Known[] | undefined,
  isInteger: boolean,
): readonly Known[] | undefined {
  if (!a || !b || (a.length !== b.length && a.length !== 1 && b.length !== 1)) return undefined;
  const at = (values: readonly Known[], index: number) => values[values.length === 1 ? 0 : index];
  return Array.from({ length: Math.max(a.length, b.length) }, (_, index) =>
    compute(node, at(a, index), at(b, index), isInteger),
  );
}

function compute(node: Node, a: Known, b: Known, isInteger: boolean): Known {
  if (node.opType === 'Mul' && (a === 0 || b === 0)) return 0;
  if (a === undefined || b === undefined) return undefined;
  const result = ARITHMETIC.get(node.opType)?.(a, b);
  return isInteger && result !== undefined ? Math.trunc(result) : result;
}

/** Along the only axis, with step 1. */
function slice(node: Node, inputs: readonly StaticTensor[]): readonly Known[] | undefined {
  const [data, ...bounds] = inputs;
  const start = bounds[0]?.values?.[0] ?? intsAttribute(node, 'starts', undefined)?.[0];
  const end = bounds[1]?.values?.[0] ?? intsAttribute(node, 'ends', undefined)?.[0];
  const step = inputs[4] ? inputs[4].values?.[0] : 1;
  if (start === undefined || end === undefined || step !== 1) return undefined;
  return data?.values?.slice(start, end);
}

function uniform(node: Node, inputs: readonly StaticTensor[], isInteger: boolean): number | undefined {
  const [first, second] = inputs;
  if (node.opType === 'ConstantOfShape') {
    const value = attributeValue(node, 'value', 'tensor');
    return value ? tensorNumbers(value)[0] : 0;
  }
  if (ARITHMETIC.has(node.opType)) return compute(node, first?.fill, second?.fill, isInteger);
  const unary = UNARY.get(node.opType);
  if (unary) return first?.fill === undefined ? undefined : unary(first.fill);
  return SAME_FILL.has(node.opType) ? first?.fill : undefined;
}
