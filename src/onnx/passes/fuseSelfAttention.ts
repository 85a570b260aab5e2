// Raw self-attention (MatMul, Softmax, MatMul) -> com.microsoft MultiHeadAttention, which never stores its scores:
// for 64 x 64 latents those are 4096 x 4096 numbers a head.

import type { DataType } from '../dataType.ts';
import { inferElementTypes } from '../elementTypes.ts';
import type { Model } from '../ir.ts';
import type { GraphView } from './attention/graphView.ts';
import { found, missed, type Match, type Rewrite, type Skipped } from './attention/match.ts';
import {
  operandType,
  replacement,
  withReplacements,
  type Replacement,
} from './attention/replaceAttention.ts';
import { findAttention, type AttentionLayer } from './findAttention.ts';

const OPSET = 1;

export interface FusedLayer {
  readonly name: string;
  readonly heads: number;
  readonly headSize: number;
  /** What the fused node computes in. */
  readonly type: DataType;
}

export interface FusedSelfAttention extends Rewrite {
  readonly fused: readonly FusedLayer[];
}

/**
 * Cuts between the outputs of to_q, to_k, to_v [B, L, N*H] and the input of to_out. Attention that is fused already is
 * not touched; every raw one that stays is in `skipped`. Weights are shared with `model`. Whether a provider computes
 * the fused form rightly is not decided here: see runtime/selfAttention.ts.
 * @param model in topological order, its constants as initializers (a frame graph of convertDenoiser.ts)
 */
export function fuseSelfAttention(model: Model): FusedSelfAttention {
  const { layers, view } = findAttention(model.graph);
  const types = inferElementTypes(model.graph);
  const replacements: Replacement[] = [];
  const fused: FusedLayer[] = [];
  const skipped: Skipped[] = [];
  for (const layer of layers.filter(({ form }) => form === 'softmax')) {
    const match = fuse(view, layer, types);
    if (match.matched) {
      replacements.push(match.value.piece);
      fused.push(match.value.layer);
    } else skipped.push({ node: layer.node, reason: match.reason });
  }
  if (fused.length === 0) return { model, fused, skipped };
  const opsets = new Map([...model.opsets, ['com.microsoft', OPSET]]);
  return { model: { ...model, opsets, graph: withReplacements(model.graph, replacements) }, fused, skipped };
}

function fuse(
  view: GraphView,
  { name, kind, node, cut }: AttentionLayer,
  types: ReadonlyMap<string, DataType>,
): Match<{ readonly piece: Replacement; readonly layer: FusedLayer }> {
  if (kind !== 'self') return missed(`it is ${kind} attention`);
  if (!cut.matched) return cut;
  // MultiHeadAttention takes biases too, but no provider of ONNX Runtime Web broadcasts them over heads and queries.
  if (cut.value.bias !== undefined) return missed('it has a mask');
  const type = operandType(cut.value, types);
  if (!type.matched) return type;
  // Models that overflow in float16 are exported with a softmax in float32, which the fused form has to keep.
  const computedIn = types.get(node.inputs[0] ?? '') ?? type.value;
  const core = { opType: 'com.microsoft::MultiHeadAttention', name: `${name}/fused`, moreInputs: [] };
  const { heads, headSize } = cut.value;
  const layer = { name, heads, headSize, type: computedIn };
  return found({ piece: replacement(view, cut.value, core, computedIn, types), layer });
}
