// Operators that pick elements, make new ones, or sum them up: Gather, Slice, Range, ReduceMean, ...

import { intAttribute, intsAttribute } from '../../attributes.ts';
import type { Node } from '../../ir.ts';
import { fromFront, type Dims, type Known } from '../dims.ts';
import { sliceLength, sliceOf } from '../slices.ts';
import type { StaticTensor } from '../staticTensors.ts';
import { moving, sameRule, type OperatorRules } from './rule.ts';

/** Sums and maxima are no products. */
const REDUCTIONS = sameRule(
  'ReduceL1 ReduceL2 ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare',
  moving(reduce),
);

export const SELECTION: OperatorRules = Object.freeze({
  ...REDUCTIONS,
  ...sameRule(
    'ArgMax ArgMin',
    moving((node, [data]) => reduced(data?.dims, [intAttribute(node, 'axis', 0)], node)),
  ),
  Gather: moving(gather),
  GatherElements: moving((_, [, indices]) => indices?.dims),
  Slice: moving(slice),
  Shape: moving(shape),
  Size: moving(() => []),
  ConstantOfShape: moving((_, [shape]) => shape?.values),
  Range: moving(range),
});

function gather(node: Node, [data, indices]: readonly StaticTensor[]): Dims {
  if (!data?.dims || !indices?.dims) return undefined;
  const axis = fromFront(intAttribute(node, 'axis', 0), data.dims.length);
  return [...data.dims.slice(0, axis), ...indices.dims, ...data.dims.slice(axis + 1)];
}

/** An axis cut at unknown places has an unknown length. */
function slice(node: Node, inputs: readonly StaticTensor[]): Dims {
  const dims = inputs[0]?.dims;
  const cuts = sliceOf(node, inputs);
  if (!dims || !cuts) return dims && Array.from<Known>({ length: dims.length });
  return dims.map((length, axis) => {
    const cut = cuts.get(axis);
    return cut ? sliceLength(cut, length) : length;
  });
}

function shape(node: Node, [data]: readonly StaticTensor[]): Dims {
  const rank = data?.dims?.length;
  if (rank === undefined) return undefined;
  const all = Array.from({ length: rank });
  return [all.slice(intAttribute(node, 'start', 0), intAttribute(node, 'end', undefined)).length];
}

function range(_: Node, bounds: readonly StaticTensor[]): Dims {
  const [start, limit, delta] = bounds.map(({ values }) => values?.[0]);
  if (start === undefined || limit === undefined || delta === undefined) return [undefined];
  return [Math.max(0, Math.ceil((limit - start) / delta))];
}

/** Axes are an input since opset 18 (ReduceSum: 13), an attribute before. */
function reduce(node: Node, [data, axesInput]: readonly StaticTensor[]): Dims {
  const axes = axesInput?.values ?? intsAttribute(node, 'axes', undefined);
  if (node.inputs[1] && !axes) return undefined;
  if (!axes?.length && intAttribute(node, 'noop_with_empty_axes', 0) === 1) return data?.dims;
  return reduced(data?.dims, axes?.length ? axes : data?.dims?.map((_, axis) => axis), node);
}

function reduced(dims: Dims, axes: readonly Known[] | undefined, node: Node): Dims {
  if (!dims || !axes) return undefined;
  const keeps = intAttribute(node, 'keepdims', 1) === 1;
  const isReduced = (axis: number) => axes.includes(axis) || axes.includes(axis - dims.length);
  return keeps
    ? dims.map((length, axis) => (isReduced(axis) ? 1 : length))
    : dims.filter((_, axis) => !isReduced(axis));
}
