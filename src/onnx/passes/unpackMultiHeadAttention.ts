// com.microsoft MultiHeadAttention as CUDA wants it (packed inputs, bias inside) -> as every provider runs it.

import { makeInt64Tensor, makeNode } from '../build.ts';
import { elementCount } from '../dataType.ts';
import type { Model, Node, Tensor } from '../ir.ts';
import { found, missed, type Match, type Rewrite, type Skipped } from './attention/match.ts';
import { staticTensors, type StaticTensor } from '../shapes/staticTensors.ts';

type StaticOf = (name: string) => StaticTensor;

/** Inputs of the operator. */
const QUERY = 0;
const KEY = 1;
const VALUE = 2;
const BIAS = 3;

interface Piece {
  readonly nodes: readonly Node[];
  readonly constants: readonly Tensor[];
}

/**
 * Packed QKV [B, L, N, 3, H] and packed KV [B, L, N, 2, H] are sliced into [B, L, N*H] each, and a bias is added in
 * front (one of zeros is dropped): ONNX Runtime Web implements none of the three. Weights are not touched.
 * @param model in topological order, its constants as initializers
 */
export function unpackMultiHeadAttention(model: Model): Rewrite {
  const staticOf = staticTensors(model.graph);
  const skipped: Skipped[] = [];
  const initializers = new Map(model.graph.initializers);
  const nodes = model.graph.nodes.flatMap((node): readonly Node[] => {
    if (node.opType !== 'MultiHeadAttention' || node.domain !== 'com.microsoft') return [node];
    const unpacked = rewrite(node, staticOf, initializers);
    if (!unpacked.matched) {
      skipped.push({ node, reason: unpacked.reason });
      return [node];
    }
    for (const tensor of unpacked.value.constants) initializers.set(tensor.name, tensor);
    return unpacked.value.nodes;
  });
  return { model: { ...model, graph: { ...model.graph, nodes, initializers } }, skipped };
}

function rewrite(node: Node, staticOf: StaticOf, initializers: ReadonlyMap<string, Tensor>): Match<Piece> {
  const flat = withoutPacking(node, staticOf);
  if (!flat.matched) return flat;
  const attention = flat.value.nodes.at(-1) ?? node;
  const unbiased = withoutBias(attention, staticOf, initializers);
  if (!unbiased.matched) return unbiased;
  const nodes = [...flat.value.nodes.slice(0, -1), ...unbiased.value.nodes];
  return found({ nodes, constants: [...flat.value.constants, ...unbiased.value.constants] });
}

/** The attention node comes last. */
function withoutPacking(node: Node, staticOf: StaticOf): Match<Piece> {
  const [query = '', key = '', value = '', ...rest] = node.inputs;
  if (query === '') return missed('it has no query');
  if (value !== '') return found({ nodes: [node], constants: [] });
  const packed = key || query;
  const parts = key === '' ? 3 : 2;
  const dims = staticOf(packed).dims;
  const [heads, found5, headSize] = dims?.length === 5 ? dims.slice(2) : [];
  if (heads === undefined || headSize === undefined || found5 !== parts) {
    return missed(
      `its packed input "${packed}" is not known to be [batch, tokens, heads, ${parts}, head size]`,
    );
  }
  const slices = Array.from({ length: parts }, (_, part) => slicePart(packed, node, part, heads * headSize));
  const operands = slices.map(({ output }) => output);
  const inputs = [...(key === '' ? operands : [query, ...operands]), ...rest];
  return found({
    nodes: [...slices.flatMap(({ nodes }) => nodes), { ...node, inputs }],
    constants: slices.flatMap(({ constants }) => constants),
  });
}

/** x[:, :, :, part, :] as [B, L, N*H]. */
function slicePart(
  packed: string,
  node: Node,
  part: number,
  width: number,
): Piece & { readonly output: string } {
  const at = (name: string) => `${node.outputs[0] ?? ''}/part_${part}/${name}`;
  const output = at('flat');
  return {
    output,
    nodes: [
      makeNode('Slice', [packed, at('start'), at('end'), at('axis')], [at('slice')]),
      makeNode('Reshape', [at('slice'), at('shape')], [output]),
    ],
    constants: [
      makeInt64Tensor(at('start'), [1], [part]),
      makeInt64Tensor(at('end'), [1], [part + 1]),
      makeInt64Tensor(at('axis'), [1], [3]),
      makeInt64Tensor(at('shape'), [3], [0, 0, width]),
    ],
  };
}

/** bias [3 * N*H] of query, key and value. */
function withoutBias(
  node: Node,
  staticOf: StaticOf,
  initializers: ReadonlyMap<string, Tensor>,
): Match<Piece> {
  const name = node.inputs[BIAS] ?? '';
  if (name === '') return found({ nodes: [node], constants: [] });
  const inputs = node.inputs.map((input, index) => (index === BIAS ? '' : input));
  if (staticOf(name).fill === 0)
    return found({ nodes: [{ ...node, inputs: trimmed(inputs) }], constants: [] });
  const bias = initializers.get(name);
  if (bias === undefined) return missed(`its bias "${name}" is no constant`);
  const [width, bytes] = [elementCount(bias.dims) / 3, bias.bytes.length / 3];
  const constants = [QUERY, KEY, VALUE].map((operand): Tensor => ({
    ...bias,
    name: `${node.outputs[0] ?? ''}/bias_${operand}`,
    dims: [width],
    bytes: bias.bytes.subarray(operand * bytes, (operand + 1) * bytes),
  }));
  const sums = constants.map((tensor, operand) =>
    makeNode('Add', [node.inputs[operand] ?? '', tensor.name], [`${tensor.name}/sum`]),
  );
  const summed = inputs.map((input, index) => sums[index]?.outputs[0] ?? input);
  return found({ nodes: [...sums, { ...node, inputs: trimmed(summed) }], constants });
}

/** Without omitted inputs at the end. */
function trimmed(inputs: readonly string[]): readonly string[] {
  return inputs.slice(0, inputs.findLastIndex((name) => name !== '') + 1);
}
