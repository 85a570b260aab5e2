// Recognises an additive mask as what it was made of: a feed [B, T] that is 0 for tokens never to be read.

import type { Node } from '../../ir.ts';
import type { GraphView } from './graphView.ts';
import { found, missed, type Match } from './match.ts';
import { describe } from './projection.ts';

/** Operators that repeat or move the mask for the heads and queries. */
const SPREADING = new Set([
  'Cast',
  'Identity',
  'Reshape',
  'Unsqueeze',
  'Squeeze',
  'Expand',
  'Tile',
  'Transpose',
]);
/** exp() of scores that far below the others is 0 in float32, and in float16 sooner. */
const HIDDEN = -1000;

/**
 * Diffusers writes `(1 - mask) * -10000` (pixart_transformer_2d.py, sana_transformer.py).
 * @param bias what is added to the scores
 * @returns the name of the mask: a graph input of rank 2
 */
export function keyMaskBehind(view: GraphView, bias: string): Match<string> {
  let name = bias;
  let factor = 1;
  let isInverted = false;
  for (let node = view.producerOf(name); node !== undefined; node = view.producerOf(name)) {
    const step = undo(view, node);
    if (step === undefined) return missed(`its mask is made by ${describe(node)}, which is not understood`);
    name = step.source;
    factor *= step.factor;
    isInverted ||= step.isInversion;
  }
  const rank = view.graph.inputs.find((input) => input.name === name)?.dims?.length;
  if (rank !== 2) return missed(`its mask comes from "${name}", which is no feed [batch, tokens]`);
  if (!isInverted || factor > HIDDEN)
    return missed(`its mask "${name}" weighs tokens instead of hiding them`);
  return found(name);
}

interface Step {
  readonly source: string;
  readonly factor: number;
  readonly isInversion: boolean;
}

function undo(view: GraphView, node: Node): Step | undefined {
  const [left = '', right = ''] = node.inputs;
  if (SPREADING.has(node.opType)) return { source: left, factor: 1, isInversion: false };
  if (node.opType === 'Sub' && view.staticOf(left).fill === 1)
    return { source: right, factor: 1, isInversion: true };
  if (node.opType !== 'Mul') return undefined;
  const [constant, source] = view.isConstant(left) ? [left, right] : [right, left];
  const factor = view.staticOf(constant).fill;
  return factor === undefined ? undefined : { source, factor, isInversion: false };
}
