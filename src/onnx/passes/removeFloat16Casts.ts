// Drops the casts between float16 and float32, which do nothing once upcastToFloat32 has widened the model.

import { intAttribute } from '../attributes.ts';
import { DataType } from '../dataType.ts';
import { inferElementTypes } from '../elementTypes.ts';
import { replaceUses } from '../graph.ts';
import type { Graph, Model, Node } from '../ir.ts';

/**
 * To be followed by upcastToFloat32: until then the graph mixes the two types. A plan that is cut between the two has no
 * step that only casts what it is fed, such as keys that an op reads.
 * Rewrites the main graph, not subgraphs. A cast stays where the type of its input is not known, or where its output is an
 * output of the graph, whose name is the contract.
 * @param model in topological order
 */
export function removeFloat16Casts(model: Model): Model {
  const types = inferElementTypes(model.graph);
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
  const type = widened(types.get(node.inputs[0] ?? ''));
  return type !== undefined && type === widened(intAttribute(node, 'to', undefined));
}

function widened(type: number | undefined): number | undefined {
  return type === DataType.Float16 ? DataType.Float32 : type;
}
