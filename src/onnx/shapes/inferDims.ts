// Shapes that a node makes, by one rule an operator. Any dimension may be unknown: exports leave most of them open.

import type { Node } from '../ir.ts';
import type { Dims } from './dims.ts';
import { ATTENTION } from './operators/attention.ts';
import { ELEMENTWISE } from './operators/elementwise.ts';
import { LAYOUT } from './operators/layout.ts';
import { MATRIX } from './operators/matrix.ts';
import { PICTURE } from './operators/picture.ts';
import type { OperatorRule, OperatorRules } from './operators/rule.ts';
import { SELECTION } from './operators/selection.ts';
import type { StaticTensor } from './staticTensors.ts';

const RULES: OperatorRules = Object.freeze({
  ...ELEMENTWISE,
  ...LAYOUT,
  ...SELECTION,
  ...MATRIX,
  ...PICTURE,
  ...ATTENTION,
});

/** What is known of a node's operator; undefined for one that nobody wrote down. */
export function operatorRule({ domain, opType }: Node): OperatorRule | undefined {
  const name = domain === '' ? opType : `${domain}::${opType}`;
  return Object.hasOwn(RULES, name) ? RULES[name] : undefined;
}

/** @param output number of the output */
export function inferDims(node: Node, inputs: readonly StaticTensor[], output: number): Dims {
  const rule = operatorRule(node);
  return output === 0 || rule?.coversAllOutputs ? rule?.dims(node, inputs, output) : undefined;
}
