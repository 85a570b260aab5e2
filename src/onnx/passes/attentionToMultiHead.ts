// ai.onnx Attention (operator set 23 and 24) -> com.microsoft MultiHeadAttention, which ONNX Runtime Web runs on GPUs.

import { floatAttribute, intAttribute } from '../attributes.ts';
import { makeInt64Tensor, makeNode, type AttributeInput } from '../build.ts';
import type { Model, Node, Tensor } from '../ir.ts';
import { found, missed, type Match, type Rewrite, type Skipped } from './attention/match.ts';
import { staticTensors, type StaticTensor } from '../shapes/staticTensors.ts';

interface Piece {
  readonly nodes: readonly Node[];
  readonly constants: readonly Tensor[];
}

/** [B, N, L, H] <-> [B, L, N, H] */
const SWAP_HEADS = { perm: [0, 2, 1, 3] };

/**
 * Rewrites plain attention; masks, caches, causal and capped attention stay. Operands [B, N, L, H] are transposed to
 * [B, L, N*H] and back: ONNX Runtime's transpose optimizer cancels these against the exporter's own.
 * @param model in topological order, its constants as initializers
 */
export function attentionToMultiHead(model: Model): Rewrite {
  const staticOf = staticTensors(model.graph);
  const skipped: Skipped[] = [];
  const initializers = new Map(model.graph.initializers);
  let opsets = model.opsets;
  const nodes = model.graph.nodes.flatMap((node): readonly Node[] => {
    if (node.opType !== 'Attention' || node.domain !== '') return [node];
    const rewritten = rewrite(node, staticOf);
    if (!rewritten.matched) {
      skipped.push({ node, reason: rewritten.reason });
      return [node];
    }
    for (const tensor of rewritten.value.constants) initializers.set(tensor.name, tensor);
    opsets = new Map([...model.opsets, ['com.microsoft', 1]]);
    return rewritten.value.nodes;
  });
  return { model: { ...model, opsets, graph: { ...model.graph, nodes, initializers } }, skipped };
}

function rewrite(node: Node, staticOf: (name: string) => StaticTensor): Match<Piece> {
  const [query = '', key = '', value = '', ...extra] = node.inputs;
  if (extra.some((name) => name !== '')) return missed('it has a mask or a key-value cache');
  if (node.outputs.slice(1).some((name) => name !== '')) return missed('it has more than one output');
  if (intAttribute(node, 'is_causal', 0) !== 0) return missed('it is causal');
  if (floatAttribute(node, 'softcap', 0) !== 0) return missed('it caps its scores');
  const [queryDims, keyDims] = [staticOf(query).dims, staticOf(key).dims];
  if (queryDims?.length === 3) return found({ nodes: [flat(node, [query, key, value])], constants: [] });
  const [, heads, , headSize] = queryDims?.length === 4 ? queryDims : [];
  if (heads === undefined || headSize === undefined) return missed('its heads are not fixed in the file');
  if (keyDims?.[1] !== heads) return missed('keys and queries have different heads');
  return found(fromHeads(node, [query, key, value], heads, headSize));
}

/** Operands [B, L, N*H] need new attributes only. */
function flat(node: Node, inputs: readonly string[]): Node {
  return multiHead(node, inputs, node.outputs, intAttribute(node, 'q_num_heads', 1));
}

function multiHead(node: Node, inputs: readonly string[], outputs: readonly string[], heads: number): Node {
  const scale = floatAttribute(node, 'scale', undefined);
  const attributes: Record<string, AttributeInput> = { num_heads: heads };
  if (scale !== undefined) attributes.scale = { kind: 'float', value: scale };
  return makeNode('com.microsoft::MultiHeadAttention', inputs, outputs, attributes, node.name);
}

function fromHeads(node: Node, operands: readonly string[], heads: number, headSize: number): Piece {
  const output = node.outputs[0] ?? '';
  const at = (part: string) => `${output}/${part}`;
  const names = ['query', 'key', 'value'].slice(0, operands.length);
  const merged = names.flatMap((name, index) => [
    makeNode('Transpose', [operands[index] ?? ''], [at(`${name}_rows`)], SWAP_HEADS),
    makeNode('Reshape', [at(`${name}_rows`), at('merge')], [at(name)]),
  ]);
  return {
    nodes: [
      ...merged,
      multiHead(node, names.map(at), [at('attended')], heads),
      makeNode('Reshape', [at('attended'), at('split')], [at('rows')]),
      makeNode('Transpose', [at('rows')], [output], SWAP_HEADS, at('heads')),
    ],
    constants: [
      makeInt64Tensor(at('merge'), [3], [0, 0, heads * headSize]),
      makeInt64Tensor(at('split'), [4], [0, 0, heads, headSize]),
    ],
  };
}
