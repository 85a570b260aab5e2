// Small changes to a model, for tests that need one thing to be different.

import type { Graph, Model, Node, Tensor } from '../ir.ts';

export function edit(model: Model, change: (graph: Graph) => Partial<Graph>): Model {
  return { ...model, graph: { ...model.graph, ...change(model.graph) } };
}

/** Puts `nodes` where the node that makes `output` was, and adds the constants that they read. */
export function replaceMaker(
  model: Model,
  output: string,
  nodes: readonly Node[],
  tensors: readonly Tensor[] = [],
): Model {
  return edit(model, (graph) => ({
    nodes: graph.nodes.flatMap((node) => (node.outputs[0] === output ? nodes : [node])),
    initializers: new Map([
      ...graph.initializers,
      ...tensors.map((tensor) => [tensor.name, tensor] as const),
    ]),
  }));
}
