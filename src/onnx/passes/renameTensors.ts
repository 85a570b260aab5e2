// Gives tensors of a graph other names: at their maker, at every reader, and in every list.

import { definedNames, freeVariables, replaceUses } from '../graph.ts';
import { subgraphs } from '../attributes.ts';
import type { Graph } from '../ir.ts';

/**
 * Renames node outputs. A tensor that has one of the new names already makes way, to a name of its own.
 * @param names old name -> new name; of no graph input
 */
export function renameTensors(graph: Graph, names: ReadonlyMap<string, string>): Graph {
  const defined = definedNames(graph);
  const all = new Map(names);
  for (const target of names.values()) {
    if (defined.has(target) && !all.has(target)) all.set(target, freeName(target, defined));
  }
  const to = (name: string) => all.get(name) ?? name;
  const captures = new Set(
    graph.nodes.flatMap((node) => subgraphs(node).flatMap((inner) => [...freeVariables(inner)])),
  );
  let result = graph;
  for (const [from, target] of all) if (captures.has(from)) result = replaceUses(result, from, target);
  return {
    ...result,
    nodes: result.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(to),
      outputs: node.outputs.map(to),
    })),
    outputs: graph.outputs.map((info) => ({ ...info, name: to(info.name) })),
    initializers: new Map(
      [...graph.initializers].map(([name, tensor]) => [to(name), { ...tensor, name: to(name) }]),
    ),
    valueInfo: new Map([...graph.valueInfo].map(([name, info]) => [to(name), { ...info, name: to(name) }])),
  };
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  const candidate = `${name}/inner`;
  return taken.has(candidate) ? freeName(candidate, taken) : candidate;
}
