// Makes one segment of a plan: a model of its own, with just the weights, types and operator sets that it uses.

import { subgraphs } from './attributes.ts';
import { nodeReads } from './graph.ts';
import type { Graph, Model, Node, ValueInfo } from './ir.ts';
import type { SegmentStep } from './plan.ts';

/**
 * @param nodes of the segment, in topological order
 * @param leaving names of the tensors that other steps or the caller read
 * @param order every tensor of the model's graph, in the order that a segment's feeds are to have
 * @param index number of the segment, for its name
 */
export function cutSegment(
  model: Model,
  nodes: readonly Node[],
  leaving: ReadonlySet<string>,
  typeOf: (name: string) => ValueInfo,
  order: readonly string[],
  index: number,
): Omit<SegmentStep, 'frees' | 'dependsOn'> {
  const { graph } = model;
  const made = new Set(nodes.flatMap((node) => node.outputs));
  const reads = new Set(nodes.flatMap((node) => [...nodeReads(node)]));
  const isFed = (name: string) => reads.has(name) && !made.has(name) && !graph.initializers.has(name);
  const inputs = order.filter(isFed);
  const outputs = [...made].filter((name) => leaving.has(name));
  const segment: Graph = {
    name: `${graph.name}/segment_${index}`,
    nodes,
    inputs: inputs.map(typeOf),
    outputs: outputs.map(typeOf),
    initializers: new Map([...graph.initializers].filter(([name]) => reads.has(name))),
    valueInfo: new Map([...graph.valueInfo].filter(([name]) => made.has(name) && !leaving.has(name))),
  };
  return { kind: 'segment', model: asModel(model, segment), inputs, outputs };
}

/** Feeds in the model's order, then tensors in the order in which they are made. */
export function orderedNames(graph: Graph): string[] {
  return [...graph.inputs.map(({ name }) => name), ...graph.nodes.flatMap((node) => node.outputs)];
}

function asModel(model: Model, graph: Graph): Model {
  const domains = new Set(['', ...usedDomains(graph)]);
  // Functions bring operators of their own, so then every import stays.
  const isUsed = (domain: string) => model.functions.length > 0 || domains.has(domain);
  return {
    irVersion: model.irVersion,
    opsets: new Map([...model.opsets].filter(([domain]) => isUsed(domain))),
    graph,
    producerName: model.producerName,
    producerVersion: model.producerVersion,
    metadata: new Map(),
    functions: model.functions,
  };
}

function usedDomains(graph: Graph): string[] {
  return graph.nodes.flatMap((node) => [node.domain, ...subgraphs(node).flatMap(usedDomains)]);
}
