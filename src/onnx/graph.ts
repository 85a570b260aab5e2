// Questions about a graph and small rewrites of it; every function returns new data and leaves its argument alone.

import { subgraphs } from './attributes.ts';
import { InvalidGraphError } from './errors.ts';
import type { Attribute, Graph, Node } from './ir.ts';

/** Tensors that a node needs: its inputs, and whatever its subgraphs capture from outside. No '' and no repeats. */
export function nodeReads(node: Node): ReadonlySet<string> {
  const reads = new Set(node.inputs.filter((name) => name !== ''));
  for (const graph of subgraphs(node)) for (const name of freeVariables(graph)) reads.add(name);
  return reads;
}

/** Tensors that a subgraph captures from the graphs around it. */
export function freeVariables(graph: Graph): ReadonlySet<string> {
  const own = definedNames(graph);
  const reads = new Set(graph.outputs.map((output) => output.name));
  for (const node of graph.nodes) for (const name of nodeReads(node)) reads.add(name);
  return new Set([...reads].filter((name) => !own.has(name)));
}

/** Every name that a graph gives a value to: inputs, initializers, node outputs. */
export function definedNames(graph: Graph): ReadonlySet<string> {
  const names = new Set(graph.inputs.map((input) => input.name));
  for (const name of graph.initializers.keys()) names.add(name);
  for (const node of graph.nodes) for (const name of node.outputs) if (name !== '') names.add(name);
  return names;
}

/** The node that makes each tensor. Throws InvalidGraphError where two nodes make the same one. */
export function producers(graph: Graph): ReadonlyMap<string, Node> {
  const result = new Map<string, Node>();
  for (const node of graph.nodes) {
    for (const name of node.outputs) {
      if (name === '') continue;
      if (result.has(name)) throw new InvalidGraphError(graph.name, `two nodes make the tensor "${name}"`);
      result.set(name, node);
    }
  }
  return result;
}

/** The nodes that read each tensor, in graph order, captures by subgraphs included. */
export function consumers(graph: Graph): ReadonlyMap<string, readonly Node[]> {
  const result = new Map<string, Node[]>();
  for (const node of graph.nodes) {
    for (const name of nodeReads(node)) {
      const readers = result.get(name);
      if (readers) readers.push(node);
      else result.set(name, [node]);
    }
  }
  return result;
}

/**
 * Orders nodes so that each follows what it reads; nodes that already do keep their order.
 * @throws InvalidGraphError on a cycle, a tensor that nothing makes, or a tensor made twice
 */
export function topologicalSort(graph: Graph): Graph {
  const madeBy = producers(graph);
  const given = new Set([...graph.initializers.keys(), ...graph.inputs.map((input) => input.name)]);
  const state = new Map<Node, 'open' | 'done'>();
  const sorted: Node[] = [];
  const pending: Node[] = [];
  for (const root of graph.nodes) {
    pending.push(root);
    for (let node = pending.at(-1); node !== undefined; node = pending.at(-1)) {
      const blockers = state.has(node) ? [] : unmetProducers(graph, node, madeBy, given, state);
      if (!state.has(node)) state.set(node, 'open');
      if (blockers.length > 0) {
        pending.push(...blockers);
        continue;
      }
      pending.pop();
      if (state.get(node) === 'open') sorted.push(node);
      state.set(node, 'done');
    }
  }
  return { ...graph, nodes: sorted };
}

function unmetProducers(
  graph: Graph,
  node: Node,
  madeBy: ReadonlyMap<string, Node>,
  given: ReadonlySet<string>,
  state: ReadonlyMap<Node, 'open' | 'done'>,
): Node[] {
  const unmet: Node[] = [];
  for (const name of nodeReads(node)) {
    const producer = madeBy.get(name);
    if (producer === undefined) {
      if (given.has(name)) continue;
      throw new InvalidGraphError(
        graph.name,
        `node "${node.name}" (${node.opType}) reads "${name}", which nothing makes`,
      );
    }
    const visited = state.get(producer);
    if (producer === node || visited === 'open') {
      throw new InvalidGraphError(
        graph.name,
        `node "${node.name}" (${node.opType}) depends on itself through "${name}"`,
      );
    }
    if (visited === undefined) unmet.push(producer);
  }
  return unmet.reverse();
}

/** Drops nodes, initializers and value infos that no graph output needs. Inputs stay: they are the contract. */
export function eliminateDeadCode(graph: Graph): Graph {
  const madeBy = producers(graph);
  const needed = new Set<string>();
  const live = new Set<Node>();
  const pending = graph.outputs.map((output) => output.name);
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (needed.has(name)) continue;
    needed.add(name);
    const node = madeBy.get(name);
    if (node === undefined || live.has(node)) continue;
    live.add(node);
    pending.push(...nodeReads(node));
  }
  const nodes = graph.nodes.filter((node) => live.has(node));
  const made = new Set(nodes.flatMap((node) => node.outputs));
  return {
    ...graph,
    nodes,
    initializers: new Map([...graph.initializers].filter(([name]) => needed.has(name))),
    valueInfo: new Map([...graph.valueInfo].filter(([name]) => made.has(name) || needed.has(name))),
  };
}

/**
 * Lets every reader of tensor `from` read `to` instead, inside subgraphs too.
 * @throws InvalidGraphError where `from` is a graph output: its name is the contract, so let the new node make that name
 */
export function replaceUses(graph: Graph, from: string, to: string): Graph {
  if (graph.outputs.some((output) => output.name === from)) {
    throw new InvalidGraphError(graph.name, `"${from}" is an output, so its uses cannot be moved to "${to}"`);
  }
  return {
    ...graph,
    nodes: graph.nodes.map((node) => (nodeReads(node).has(from) ? renameReads(node, from, to) : node)),
  };
}

function renameReads(node: Node, from: string, to: string): Node {
  const inside = (graph: Graph) => (freeVariables(graph).has(from) ? replaceUses(graph, from, to) : graph);
  const rename = (attribute: Attribute): Attribute => {
    if (attribute.kind === 'graph') return { kind: 'graph', value: inside(attribute.value) };
    return attribute.kind === 'graphs' ? { kind: 'graphs', value: attribute.value.map(inside) } : attribute;
  };
  return {
    ...node,
    inputs: node.inputs.map((name) => (name === from ? to : name)),
    attributes: new Map([...node.attributes].map(([name, attribute]) => [name, rename(attribute)])),
  };
}
