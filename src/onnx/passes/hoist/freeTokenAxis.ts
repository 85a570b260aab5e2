// Static exports fix the prompt at 77 tokens. Projections do not care: then any number of tokens may come in.

import { elementCount } from '../../dataType.ts';
import type { Graph, Node } from '../../ir.ts';

/** Operators that treat every token alike, whatever the number of tokens. */
const TOKEN_WISE = new Set(
  `
  MatMul MatMulNBits Add Sub Mul Div Cast Identity Gelu FastGelu QuickGelu Erf Tanh Sigmoid Sqrt LayerNormalization
  RMSNormalization SimplifiedLayerNormalization SkipLayerNormalization BiasGelu DequantizeLinear Pow
`
    .trim()
    .split(/\s+/),
);

/**
 * Lets the token axis of the only input be any length, where no node and no constant has that length in it.
 * @param graph whose one input is [B, T, C]; returned as it is where its number of tokens cannot change
 */
export function freeTokenAxis(graph: Graph): Graph {
  const [input] = graph.inputs;
  const tokens = input?.dims?.[1];
  if (typeof tokens !== 'number' || input?.dims?.length !== 3) return graph;
  if (!graph.nodes.every((node) => TOKEN_WISE.has(node.opType) && hasNoTokens(graph, node, tokens)))
    return graph;
  const dims = input.dims.map((dimension, axis) => (axis === 1 ? 'tokens' : dimension));
  // What value_info says of inner tensors still counts the tokens.
  return { ...graph, inputs: [{ ...input, dims }], valueInfo: new Map() };
}

/** Whether no constant operand lies along the token axis; weights of projections lie across it. */
function hasNoTokens(graph: Graph, node: Node, tokens: number): boolean {
  const isProjection =
    node.opType === 'MatMul' || node.opType === 'MatMulNBits' || node.opType === 'DequantizeLinear';
  return node.inputs.every((name) => {
    const dims = graph.initializers.get(name)?.dims;
    return (
      isProjection ||
      dims === undefined ||
      elementCount(dims) === dims.at(-1) ||
      !dims.slice(0, -1).includes(tokens)
    );
  });
}
