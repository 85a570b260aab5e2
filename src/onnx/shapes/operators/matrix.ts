// Matrix products. Multiply-adds: one for each element of the result and each element of the axis summed over.

import { intAttribute, stringAttribute } from '../../attributes.ts';
import { elementCount } from '../../dataType.ts';
import type { Node } from '../../ir.ts';
import { broadcast, type Dims, type Known } from '../dims.ts';
import type { StaticTensor } from '../staticTensors.ts';
import type { OperatorRules, ShapedNode } from './rule.ts';

export const MATRIX: OperatorRules = Object.freeze({
  MatMul: { dims: (_, [a, b]) => matMul(a?.dims, b?.dims), multiplyAdds: productMultiplyAdds },
  'com.microsoft::FusedMatMul': {
    dims: (node, [a, b]) => matMul(swapped(a?.dims, node, 'transA'), swapped(b?.dims, node, 'transB')),
    multiplyAdds: productMultiplyAdds,
  },
  'com.microsoft::MatMulNBits': {
    dims: (node, [a]) => a?.dims && [...a.dims.slice(0, -1), intAttribute(node, 'N', undefined)],
    multiplyAdds: productMultiplyAdds,
  },
  Gemm: { dims: gemm, multiplyAdds: productMultiplyAdds },
  Einsum: { dims: einsum, multiplyAdds: einsumMultiplyAdds },
});

/** The last axis of the left side is summed over; `transA` is an attribute of Gemm and FusedMatMul alone. */
function productMultiplyAdds({ node, inputs: [left], output }: ShapedNode): number | undefined {
  return left && elementCount(output) * (swapped(left, node, 'transA')?.at(-1) ?? 1);
}

function matMul(a: Dims, b: Dims): Dims {
  if (!a || !b || a.length < 2 || b.length < 2)
    return a && b?.length === 2 ? [...a.slice(0, -1), b[1]] : undefined;
  const batch = broadcast(a.slice(0, -2), b.slice(0, -2)) ?? [];
  return [...batch, a.at(-2), b.at(-1)];
}

/** The last two axes exchanged where the attribute says so. */
function swapped(dims: Dims, node: Node, attribute: string): Dims {
  if (!dims || intAttribute(node, attribute, 0) === 0) return dims;
  return [...dims.slice(0, -2), dims.at(-1), dims.at(-2)];
}

function gemm(node: Node, [a, b]: readonly StaticTensor[]): Dims {
  return [swapped(a?.dims, node, 'transA')?.[0], swapped(b?.dims, node, 'transB')?.[1]];
}

interface Equation {
  readonly operands: readonly string[];
  readonly result: string;
}

/** Equations with an arrow and without an ellipsis, as exporters write them. */
function equationOf(node: Node): Equation | undefined {
  const [left, result] = stringAttribute(node, 'equation', '').replaceAll(' ', '').split('->');
  if (!left || result === undefined || left.includes('.')) return undefined;
  return { operands: left.split(','), result };
}

/** The length of each letter's axis. */
function axesOf(operands: readonly string[], shapes: readonly Dims[]): ReadonlyMap<string, Known> {
  const axes = new Map<string, Known>();
  operands.forEach((letters, operand) => {
    letters
      .split('')
      .forEach((letter, axis) => axes.set(letter, axes.get(letter) ?? shapes[operand]?.[axis]));
  });
  return axes;
}

function einsum(node: Node, inputs: readonly StaticTensor[]): Dims {
  const equation = equationOf(node);
  if (!equation) return undefined;
  const axes = axesOf(
    equation.operands,
    inputs.map(({ dims }) => dims),
  );
  return equation.result.split('').map((letter) => axes.get(letter));
}

/** One operand is a transposition or a sum. More than two could be multiplied in any order, at different costs. */
function einsumMultiplyAdds({ node, inputs }: ShapedNode): number | undefined {
  const equation = equationOf(node);
  if (!equation || equation.operands.length > 2) return undefined;
  if (equation.operands.length === 1) return 0;
  return [...axesOf(equation.operands, inputs).values()].reduce<number>(
    (all, length) => all * (length ?? NaN),
    1,
  );
}
