// Operators that keep every element and give it another place: Reshape, Transpose, Concat, ...

import { intAttribute, intsAttribute } from '../../attributes.ts';
import type { Node } from '../../ir.ts';
import { broadcast, fromFront, product, times, withDimension, type Dims, type Known } from '../dims.ts';
import type { StaticTensor } from '../staticTensors.ts';
import { moving, type OperatorRules } from './rule.ts';

export const LAYOUT: OperatorRules = Object.freeze({
  Reshape: moving(reshape),
  Transpose: moving((node, [data]) => transpose(data?.dims, intsAttribute(node, 'perm', undefined))),
  Concat: moving(concat),
  Split: { dims: split, coversAllOutputs: true, multiplyAdds: 'none' },
  Expand: moving((_, [data, shape]) => broadcast(data?.dims, shape?.values)),
  Tile: moving((_, [data, repeats]) =>
    data?.dims?.map((length, axis) => times(length, repeats?.values?.[axis])),
  ),
  Pad: moving(pad),
  Flatten: moving((node, [data]) => flatten(data?.dims, intAttribute(node, 'axis', 1))),
  Unsqueeze: moving((node, inputs) => unsqueeze(inputs[0]?.dims, axesOf(node, inputs))),
  Squeeze: moving((node, inputs) => squeeze(inputs[0]?.dims, axesOf(node, inputs), node.inputs.length > 1)),
});

/** An input since opset 13, an attribute before. */
function axesOf(node: Node, [, axes]: readonly StaticTensor[]): readonly Known[] | undefined {
  return axes?.values ?? intsAttribute(node, 'axes', undefined);
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

function transpose(dims: Dims, perm: readonly number[] | undefined): Dims {
  return perm ? dims && perm.map((axis) => dims[axis]) : dims?.toReversed();
}

function concat(node: Node, inputs: readonly StaticTensor[]): Dims {
  const shapes = inputs.map(({ dims }) => dims);
  const [first] = shapes;
  if (!first || shapes.some((dims) => dims?.length !== first.length)) return undefined;
  const axis = fromFront(intAttribute(node, 'axis', 0), first.length);
  const sum = shapes.reduce<Known>((total, dims) => {
    const size = dims?.[axis];
    return total === undefined || size === undefined ? undefined : total + size;
  }, 0);
  return first.map((_, index) =>
    index === axis ? sum : shapes.map((dims) => dims?.[index]).find((d) => d !== undefined),
  );
}

/** Without lengths, parts are equal and the last may be shorter. */
function split(node: Node, [data, sizes]: readonly StaticTensor[], output: number): Dims {
  const axis = intAttribute(node, 'axis', 0);
  const lengths = sizes?.values ?? intsAttribute(node, 'split', undefined);
  const total = data?.dims?.at(axis);
  const parts = node.outputs.length;
  const part = total === undefined ? undefined : Math.ceil(total / parts);
  const isLast = output === parts - 1;
  const even = total === undefined || part === undefined || !isLast ? part : total - part * (parts - 1);
  return withDimension(data?.dims, axis, lengths ? lengths[output] : even);
}

/** Lengths to add before every axis, then after every axis; an input since opset 11, an attribute before. */
function pad(node: Node, [data, lengths, , axes]: readonly StaticTensor[]): Dims {
  const pads = lengths?.values ?? intsAttribute(node, 'pads', undefined);
  const dims = data?.dims;
  if (!dims || !pads || axes) return undefined;
  return dims.map((length, axis) => {
    const [before, after] = [pads[axis], pads[axis + dims.length]];
    return length === undefined || before === undefined || after === undefined
      ? undefined
      : length + before + after;
  });
}

function flatten(dims: Dims, axis: number): Dims {
  const border = dims && fromFront(axis, dims.length);
  return dims && [product(dims.slice(0, border)), product(dims.slice(border))];
}

function unsqueeze(dims: Dims, axes: readonly Known[] | undefined): Dims {
  if (!dims || !axes) return undefined;
  const rank = dims.length + axes.length;
  const added = new Set(axes.map((axis) => (axis !== undefined ? fromFront(axis, rank) : axis)));
  const rest = [...dims];
  return Array.from({ length: rank }, (_, axis) => (added.has(axis) ? 1 : rest.shift()));
}

/** Without axes every dimension of 1 goes, which takes knowing all of them. */
function squeeze(dims: Dims, axes: readonly Known[] | undefined, hasAxes: boolean): Dims {
  if (!dims || (hasAxes && !axes)) return undefined;
  if (!axes) return dims.includes(undefined) ? undefined : dims.filter((length) => length !== 1);
  const gone = new Set(axes.map((axis) => (axis !== undefined ? fromFront(axis, dims.length) : axis)));
  return dims.filter((_, axis) => !gone.has(axis));
}
