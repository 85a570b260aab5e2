// Slice (onnx/docs/Operators.md): which elements of each axis it takes.

import { intsAttribute } from '../attributes.ts';
import type { Node } from '../ir.ts';
import { fromFront, type Known } from './dims.ts';
import type { StaticTensor } from './staticTensors.ts';

export interface Cut {
  readonly start: Known;
  readonly end: Known;
  readonly step: Known;
}

/** The cut of each axis that has one, axes counted from the front. Undefined where the axes are not known. */
export function sliceOf(node: Node, inputs: readonly StaticTensor[]): ReadonlyMap<number, Cut> | undefined {
  const [data, ...bounds] = inputs;
  const isGiven = (index: number) => Boolean(node.inputs[index]);
  const starts = bounds[0]?.values ?? intsAttribute(node, 'starts', undefined);
  const ends = bounds[1]?.values ?? intsAttribute(node, 'ends', undefined);
  const steps = isGiven(4) ? bounds[3]?.values : undefined;
  const rank = data?.dims?.length;
  const leading = starts?.map((_, axis) => axis);
  const axes = isGiven(3) ? bounds[2]?.values : (intsAttribute(node, 'axes', undefined) ?? leading);
  if (!axes || rank === undefined) return undefined;
  const cuts = new Map<number, Cut>();
  for (const [index, axis] of axes.entries()) {
    if (axis === undefined) return undefined;
    const step = isGiven(4) ? steps?.[index] : 1;
    cuts.set(fromFront(axis, rank), { start: starts?.[index], end: ends?.[index], step });
  }
  return cuts;
}

/** Where a cut begins and how many elements it takes of an axis of `length`; undefined where that is not known. */
function spanOf({ start, end, step }: Cut, length: Known): { first: number; count: number } | undefined {
  if (start === undefined || end === undefined || !step || length === undefined) return undefined;
  // A negative step may begin at the last element and end before the first one.
  const [lowest, highest] = step > 0 ? [0, length] : [-1, length - 1];
  const clamp = (bound: number) => Math.min(Math.max(fromFront(bound, length), lowest), highest);
  const first = clamp(start);
  return { first, count: Math.max(0, Math.ceil((clamp(end) - first) / step)) };
}

export function sliceLength(cut: Cut, length: Known): Known {
  return spanOf(cut, length)?.count;
}

/** `rows` of a tensor along the axis that is cut. */
export function sliceRows<Row>(cut: Cut, rows: readonly Row[]): readonly Row[] | undefined {
  const { step } = cut;
  const span = spanOf(cut, rows.length);
  return span && step && rows.length > 0
    ? Array.from({ length: span.count }, (_, index) => rows[span.first + index * step]!)
    : undefined;
}
