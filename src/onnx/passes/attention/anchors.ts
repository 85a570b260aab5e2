// Finds every attention of a graph by the operators at its core, whatever exporter or optimiser wrote it.

import { floatAttribute, intAttribute } from '../../attributes.ts';
import type { Node } from '../../ir.ts';
import type { GraphView } from './graphView.ts';
import { found, missed, type Match, type Skipped } from './match.ts';
import { softmaxAnchor } from './softmaxAnchor.ts';

export interface Anchor {
  /** The Softmax, or the fused attention node. */
  readonly node: Node;
  readonly form: 'softmax' | 'Attention' | 'MultiHeadAttention' | 'packed Attention';
  /** Operands as the core reads them, in any layout. One tensor three times where the input is packed. */
  readonly query: string;
  readonly key: string;
  readonly value: string;
  /** Whether the operands are [B, L, N*H]. */
  readonly isFlat: boolean;
  /** What the core makes, in any layout. */
  readonly output: string;
  /** Multiplies the scores; undefined stands for 1 / sqrt(H). Factors on the way of an operand are not in it. */
  readonly scale: number | undefined;
  /** Added to the scores before the softmax. */
  readonly bias: string | undefined;
  /** Where the node itself says it. */
  readonly heads: number | undefined;
  /** Why the core is no plain softmax(Q K^T) V that the op could stand for. */
  readonly obstacle: string | undefined;
}

export interface Anchors {
  readonly anchors: readonly Anchor[];
  /** What looked like attention and is none. */
  readonly skipped: readonly Skipped[];
}

/** Every attention, in the order of the graph. */
export function findAnchors(view: GraphView): Anchors {
  const anchors: Anchor[] = [];
  const skipped: Skipped[] = [];
  for (const node of view.graph.nodes) {
    const match = matchAnchor(view, node);
    if (match === undefined) continue;
    if (match.matched) anchors.push(match.value);
    else skipped.push({ node, reason: match.reason });
  }
  return { anchors, skipped };
}

/** Undefined where the operator has nothing to do with attention. */
function matchAnchor(view: GraphView, node: Node): Match<Anchor> | undefined {
  if (node.domain === '' && node.opType === 'Softmax') return softmaxAnchor(view, node);
  if (node.domain === '' && node.opType === 'Attention') return found(standardAttention(view, node));
  if (node.domain !== 'com.microsoft') return undefined;
  if (node.opType === 'MultiHeadAttention') return multiHeadAttention(view, node);
  if (node.opType === 'Attention') return found(packedAttention(node));
  return undefined;
}

/** ai.onnx Attention 23/24: Q, K, V [B, N, L, H], or [B, L, N*H] with head counts; mask; past key and value. */
function standardAttention(view: GraphView, node: Node): Anchor {
  const [query = '', key = '', value = '', bias = '', ...past] = node.inputs;
  return {
    node,
    form: 'Attention',
    query,
    key,
    value,
    isFlat: hasRank(view, 3, query, key, value),
    output: node.outputs[0] ?? '',
    scale: floatAttribute(node, 'scale', undefined),
    bias: bias || undefined,
    heads: intAttribute(node, 'q_num_heads', undefined),
    obstacle: firstObstacle([
      [intAttribute(node, 'is_causal', 0) !== 0, 'it is causal'],
      [floatAttribute(node, 'softcap', 0) !== 0, 'it caps its scores (softcap)'],
      [past.some((name) => name !== ''), 'it has a key-value cache'],
    ]),
  };
}

/**
 * com.microsoft MultiHeadAttention: query, key, value, bias, key_padding_mask, attention_bias, past_key, past_value.
 * Packed inputs are 5-D: query alone [B, L, N, 3, H], or key [B, L, N, 2, H] without a value.
 */
function multiHeadAttention(view: GraphView, node: Node): Match<Anchor> {
  const [query = '', key = '', value = '', bias = '', padding = '', attentionBias = '', ...past] =
    node.inputs;
  if (query === '') return missed('it has no query');
  const isCausal = intAttribute(node, 'unidirectional', 0) !== 0;
  return found({
    node,
    form: 'MultiHeadAttention',
    query,
    key: key || query,
    value: value || key || query,
    isFlat: value !== '' && !hasRank(view, 4, key) && !hasRank(view, 4, value),
    output: node.outputs[0] ?? '',
    scale: floatAttribute(node, 'scale', undefined),
    bias: attentionBias || undefined,
    heads: intAttribute(node, 'num_heads', undefined),
    obstacle: firstObstacle([
      [isCausal, 'it is causal'],
      [key === '' || value === '', 'its keys and values are packed into one tensor'],
      [padding !== '', 'it has a key padding mask'],
      [bias !== '' && view.staticOf(bias).fill !== 0, 'it adds a bias of its own to its operands'],
      [past.some((name) => name !== ''), 'it has a key-value cache'],
    ]),
  });
}

/** com.microsoft Attention projects one sequence itself, so it is self-attention always. */
function packedAttention(node: Node): Anchor {
  const [source = ''] = node.inputs;
  return {
    node,
    form: 'packed Attention',
    query: source,
    key: source,
    value: source,
    isFlat: false,
    output: node.outputs[0] ?? '',
    scale: floatAttribute(node, 'scale', undefined),
    bias: undefined,
    heads: intAttribute(node, 'num_heads', undefined),
    obstacle: 'it projects its own operands',
  };
}

function hasRank(view: GraphView, rank: number, ...names: readonly string[]): boolean {
  return names.every((name) => view.staticOf(name).dims?.length === rank);
}

function firstObstacle(checks: readonly (readonly [boolean, string])[]): string | undefined {
  return checks.find(([applies]) => applies)?.[1];
}
