// What is known of an operator: the shapes that it makes and the multiplications that it needs.

import type { Node } from '../../ir.ts';
import type { Dims } from '../dims.ts';
import type { StaticTensor } from '../staticTensors.ts';

/** A node with all its shapes known; an omitted input or output has none. */
export interface ShapedNode {
  readonly node: Node;
  readonly inputs: readonly (readonly number[] | undefined)[];
  readonly output: readonly number[];
}

export type DimsRule = (node: Node, inputs: readonly StaticTensor[], output: number) => Dims;

export interface OperatorRule {
  /** The shape of the output of that number; asked for the first one only, unless `coversAllOutputs`. */
  readonly dims: DimsRule;
  readonly coversAllOutputs?: boolean;
  /**
   * Products that are summed up: each is one multiplication and one addition. `none` for operators that move elements,
   * or work on each of them alone. Undefined is returned where the node uses the operator in a way that is not covered.
   */
  readonly multiplyAdds: 'none' | ((shaped: ShapedNode) => number | undefined);
}

/** Rules by operator: `MatMul`, `com.microsoft::MatMulNBits`. */
export type OperatorRules = Readonly<Record<string, OperatorRule>>;

/** The same rule for each of the operators named. */
export function sameRule(operators: string, rule: OperatorRule): OperatorRules {
  const names = operators.trim().split(/\s+/);
  return Object.freeze(Object.fromEntries(names.map((name) => [name, rule])));
}

/** A rule for an operator that multiplies nothing up. */
export function moving(dims: DimsRule): OperatorRule {
  return { dims, multiplyAdds: 'none' };
}
