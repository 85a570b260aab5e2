// Exporters read the batch size off the latent even where the prompt is reshaped. The token states have the same.

import { intAttribute } from '../../attributes.ts';
import { consumers, nodeReads } from '../../graph.ts';
import type { Graph, Node } from '../../ir.ts';
import { tensorNumbers } from '../../tensorData.ts';

/**
 * Lets each Shape of a tensor that follows from other feeds, and of which the first axis alone is used, be the Shape
 * of the token states: the first axis is the batch everywhere, save in legacy attention, which no prompt graph reads.
 * @param graph in topological order
 * @param text the graph input of token states
 */
export function batchFromText(graph: Graph, text: string): Graph {
  const foreign = followers(
    graph,
    new Set(graph.inputs.map(({ name }) => name).filter((name) => name !== text)),
  );
  const readBy = consumers(graph);
  const nodes = graph.nodes.map((node) => {
    const isForeign = node.opType === 'Shape' && node.domain === '' && foreign.has(node.inputs[0] ?? '');
    if (!isForeign) return node;
    const readers = readBy.get(node.outputs[0] ?? '') ?? [];
    const isBatch =
      intAttribute(node, 'end', undefined) === 1 || readers.every((reader) => takesFirst(graph, reader));
    return isBatch ? { ...node, inputs: [text] } : node;
  });
  return { ...graph, nodes };
}

/** `feeds`, and every tensor that is computed from them, be it from their shape alone. */
function followers(graph: Graph, feeds: ReadonlySet<string>): ReadonlySet<string> {
  const names = new Set(feeds);
  for (const node of graph.nodes) {
    if ([...nodeReads(node)].some((name) => names.has(name)))
      for (const name of node.outputs) names.add(name);
  }
  return names;
}

/** Gather of element 0, or Slice [0:1]. */
function takesFirst(graph: Graph, node: Node): boolean {
  const constantsAre = (...expected: readonly number[]) =>
    expected.every((value, index) => {
      const tensor = graph.initializers.get(node.inputs[index + 1] ?? '');
      return tensor !== undefined && tensorNumbers(tensor).every((number) => number === value);
    });
  return (node.opType === 'Gather' && constantsAre(0)) || (node.opType === 'Slice' && constantsAre(0, 1));
}
