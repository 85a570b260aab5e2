// Raw attention: MatMul -> scale, mask, casts -> Softmax -> MatMul, as torch exports it and nobody has fused it.

import { floatAttribute, intAttribute } from '../../attributes.ts';
import type { Node } from '../../ir.ts';
import type { Anchor } from './anchors.ts';
import { dynamicInputs, type GraphView } from './graphView.ts';
import { found, missed, type Match } from './match.ts';
import { scalingFactor } from './projection.ts';

const PRODUCTS = new Set(['MatMul', 'FusedMatMul', 'Einsum']);
/** Between scores and softmax, and between softmax and values. */
const NEUTRAL = new Set(['Cast', 'Identity', 'Dropout', 'Reshape', 'Squeeze', 'Unsqueeze']);

/** Nodes between a product and its softmax, or the softmax and its values; exporters write up to six. */
const LONGEST_PATH = 12;

interface Scores {
  /** Q K^T */
  readonly product: Node;
  /** Multiplies the product before the softmax; NaN where it is not known. */
  readonly scale: number;
  readonly bias: string | undefined;
  readonly obstacle: string | undefined;
}

export function softmaxAnchor(view: GraphView, node: Node): Match<Anchor> {
  if (!isOverLastAxis(view, node)) return missed('its softmax does not run over the last axis');
  const scores = scoresAbove(view, node.inputs[0] ?? '');
  if (scores === undefined)
    return missed('its scores are no product of two tensors that depend on the feeds');
  const weighted = valuesBelow(view, node.outputs[0] ?? '');
  if (weighted === undefined) return missed('its result is not multiplied with values');
  const { product, scale, bias, obstacle } = scores;
  return found({
    node,
    form: 'softmax',
    query: product.inputs[0] ?? '',
    key: product.inputs[1] ?? '',
    value: weighted.inputs[1] ?? '',
    isFlat: false,
    output: weighted.outputs[0] ?? '',
    scale: scale * floatAttribute(product, 'alpha', 1),
    bias,
    heads: undefined,
    obstacle: obstacle ?? (Number.isNaN(scale) ? 'the factor on its scores is not known' : undefined),
  });
}

/** The axis defaults to -1, before operator set 13 to 1; exporters write it out. */
function isOverLastAxis(view: GraphView, node: Node): boolean {
  const axis = intAttribute(node, 'axis', -1);
  const rank = view.staticOf(node.inputs[0] ?? '').dims?.length;
  return axis === -1 || axis === 3 || axis + 1 === rank;
}

function isProduct(view: GraphView, node: Node): boolean {
  return PRODUCTS.has(node.opType) && dynamicInputs(view, node).length === 2 && node.inputs.length === 2;
}

/** @param steps how many nodes it may still go up: with two ways at each sum, that bounds the search */
function scoresAbove(view: GraphView, name: string, steps = LONGEST_PATH): Scores | undefined {
  const node = view.producerOf(name);
  if (node === undefined || steps === 0) return undefined;
  if (isProduct(view, node)) return { product: node, scale: 1, bias: undefined, obstacle: undefined };
  if (NEUTRAL.has(node.opType)) return scoresAbove(view, node.inputs[0] ?? '', steps - 1);
  if (node.opType === 'Mul' || node.opType === 'Div') return scaledScores(view, node, steps);
  if (node.opType === 'Add') return biasedScores(view, node, steps);
  if (node.opType !== 'Where') return undefined;
  const masked = firstScores(view, node.inputs.slice(1), steps);
  return masked && { ...masked.scores, obstacle: 'it hides scores behind a Where' };
}

function scaledScores(view: GraphView, node: Node, steps: number): Scores | undefined {
  const scaled = firstScores(view, node.opType === 'Mul' ? node.inputs : node.inputs.slice(0, 1), steps);
  return scaled && { ...scaled.scores, scale: scaled.scores.scale * (scalingFactor(view, node) ?? NaN) };
}

function biasedScores(view: GraphView, node: Node, steps: number): Scores | undefined {
  const sum = firstScores(view, node.inputs, steps);
  if (sum === undefined) return undefined;
  const bias = node.inputs.find((name) => name !== sum.name) ?? '';
  // torch's baddbmm with beta = 0 adds zeros.
  if (view.staticOf(bias).fill === 0) return sum.scores;
  if (sum.scores.bias !== undefined) return { ...sum.scores, obstacle: 'it adds two biases to its scores' };
  return { ...sum.scores, bias };
}

function firstScores(
  view: GraphView,
  names: readonly string[],
  steps: number,
): { readonly name: string; readonly scores: Scores } | undefined {
  for (const name of names) {
    const scores = view.isConstant(name) ? undefined : scoresAbove(view, name, steps - 1);
    if (scores) return { name, scores };
  }
  return undefined;
}

/** The MatMul of which the weights are the left operand. */
function valuesBelow(view: GraphView, weights: string, steps = LONGEST_PATH): Node | undefined {
  if (steps === 0) return undefined;
  for (const node of view.consumersOf(weights)) {
    if (isProduct(view, node) && node.inputs[0] === weights) return node;
    const below = NEUTRAL.has(node.opType) ? valuesBelow(view, node.outputs[0] ?? '', steps - 1) : undefined;
    if (below) return below;
  }
  return undefined;
}
