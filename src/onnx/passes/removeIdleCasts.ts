// Drops Cast nodes that cast to the type that is there already, as widening a float16 model to float32 leaves them.

import { intAttribute } from '../attributes.ts';
import type { DataType } from '../dataType.ts';
import { replaceUses } from '../graph.ts';
import type { Graph, Model, Node } from '../ir.ts';

/**
 * Rewrites the main graph, not subgraphs. A cast stays where the type of its input is not known, or where its output is an
 * output of the graph, whose name is the contract.
 */
export function removeIdleCasts(model: Model): Model {
  const types = tensorTypes(model.graph);
  const contract = new Set(model.graph.outputs.map(({ name }) => name));
  const idle = model.graph.nodes.filter(
    (node) => isIdle(node, types) && !contract.has(node.outputs[0] ?? ''),
  );
  const gone = new Set(idle);
  let graph: Graph = { ...model.graph, nodes: model.graph.nodes.filter((node) => !gone.has(node)) };
  // Backwards, so that the sources of a chain of casts are renamed in turn.
  for (const { inputs, outputs } of idle.toReversed()) graph = replaceUses(graph, outputs[0]!, inputs[0]!);
  return { ...model, graph };
}

function isIdle(node: Node, types: ReadonlyMap<string, DataType>): boolean {
  if (node.opType !== 'Cast' || node.domain !== '') return false;
  const type = types.get(node.inputs[0] ?? '');
  return type !== undefined && type === intAttribute(node, 'to', undefined);
}

function tensorTypes({ inputs, initializers, valueInfo }: Graph): ReadonlyMap<string, DataType> {
  const types = new Map<string, DataType>();
  for (const { name, elementType } of [...inputs, ...valueInfo.values()]) types.set(name, elementType);
  for (const { name, elementType } of initializers.values()) types.set(name, elementType);
  return types;
}
