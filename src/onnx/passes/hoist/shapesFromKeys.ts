// Exporters read the batch size off the prompt, anywhere in the graph. The keys of the prompt have the same.

import { intAttribute } from '../../attributes.ts';
import { makeInt64Tensor, makeNode } from '../../build.ts';
import type { Graph, Node, Tensor } from '../../ir.ts';

/** B and T, the axes that token states and their keys share. */
const SHARED_AXES = 2;

/**
 * Lets each Shape of the token states [B, T, C] be computed from `key` [B, T, N*H], with C as the file fixes it.
 * What it cannot replace stays.
 * @param text the graph input of token states
 */
export function shapesFromKeys(graph: Graph, text: string, key: string): Graph {
  const width = graph.inputs.find(({ name }) => name === text)?.dims?.[SHARED_AXES];
  const initializers = new Map(graph.initializers);
  const nodes = graph.nodes.flatMap((node): Node[] => {
    if (node.opType !== 'Shape' || node.domain !== '' || node.inputs[0] !== text) return [node];
    const end = intAttribute(node, 'end', undefined);
    if (end !== undefined && end > 0 && end <= SHARED_AXES) return [{ ...node, inputs: [key] }];
    if (end !== undefined || node.attributes.size > 0 || typeof width !== 'number') return [node];
    const rebuilt = rebuildShape(node.outputs[0] ?? '', key, width);
    for (const tensor of rebuilt.constants) initializers.set(tensor.name, tensor);
    return rebuilt.nodes;
  });
  return { ...graph, nodes, initializers };
}

/** Concat(Shape(key)[0:2], C) */
function rebuildShape(output: string, key: string, width: number): { nodes: Node[]; constants: Tensor[] } {
  const [whole, leading, start, end, last] = ['of_key', 'leading', 'start', 'end', 'width'].map(
    (part) => `${output}/${part}`,
  ) as [string, string, string, string, string];
  return {
    nodes: [
      makeNode('Shape', [key], [whole]),
      makeNode('Slice', [whole, start, end], [leading]),
      makeNode('Concat', [leading, last], [output], { axis: 0 }),
    ],
    constants: [
      makeInt64Tensor(start, [1], [0]),
      makeInt64Tensor(end, [1], [SHARED_AXES]),
      makeInt64Tensor(last, [1], [width]),
    ],
  };
}
