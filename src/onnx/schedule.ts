// Decides in which segment or op round each node runs, with as few segments as the graph allows.

import { subgraphs } from './attributes.ts';
import { nodeReads } from './graph.ts';
import type { Graph, Node } from './ir.ts';

/** What runs between two cuts: every op that is ready, then every stock node that is. */
export interface Round {
  readonly ops: readonly Node[];
  /** In topological order; may be empty in the last round. Includes copies of constant expressions. */
  readonly segment: readonly Node[];
}

/** Nodes that give a new value each time may not be copied. */
const RANDOM = /^(Random|Multinomial$|Bernoulli$|Dropout$)/;

/**
 * Assigns every node to the earliest round that its inputs allow. A path that meets k ops with stock nodes between
 * them needs k+1 segments in any order, and no node here is put later than its longest such path demands, so the
 * number of segments is the least possible. It also keeps as much as possible ahead of the first op, where runs that
 * differ only in what ops read can share it.
 *
 * Nodes that depend on constants alone are copied into each segment that reads them: ORT folds them away when the
 * session is made, while a border crossing would cost a buffer in every run.
 * @param graph in topological order, without dead code
 */
export function schedule(graph: Graph, isCustomOp: (node: Node) => boolean): Round[] {
  const copied = constantExpressions(graph, isCustomOp);
  const roundOf = new Map<Node, number>();
  const readyAt = new Map<string, { round: number; isOpResult: boolean }>();
  for (const node of graph.nodes) {
    if (copied.has(node)) continue;
    const isOp = isCustomOp(node);
    let round = 0;
    for (const name of nodeReads(node)) {
      const source = readyAt.get(name);
      if (source === undefined) continue;
      // Ops run before the segment of their round: what a segment makes reaches an op only in the next round.
      round = Math.max(round, isOp && !source.isOpResult ? source.round + 1 : source.round);
    }
    roundOf.set(node, round);
    for (const name of node.outputs) readyAt.set(name, { round, isOpResult: isOp });
  }
  return collectRounds(graph, roundOf, copied, isCustomOp);
}

function collectRounds(
  graph: Graph,
  roundOf: ReadonlyMap<Node, number>,
  copied: ReadonlySet<Node>,
  isCustomOp: (node: Node) => boolean,
): Round[] {
  const rounds: { ops: Node[]; segment: Node[] }[] = [];
  for (const [node, round] of roundOf) {
    rounds[round] ??= { ops: [], segment: [] };
    rounds[round][isCustomOp(node) ? 'ops' : 'segment'].push(node);
  }
  const backwards = [...graph.nodes].reverse().filter((node) => copied.has(node));
  for (const round of rounds) {
    const wanted = new Set(round.segment.flatMap((node) => [...nodeReads(node)]));
    for (const node of backwards) {
      if (!node.outputs.some((name) => wanted.has(name))) continue;
      round.segment.unshift(node);
      for (const name of nodeReads(node)) wanted.add(name);
    }
  }
  return rounds;
}

/** Stock nodes that depend on constants alone, except those whose results have to leave a segment anyway. */
function constantExpressions(graph: Graph, isCustomOp: (node: Node) => boolean): ReadonlySet<Node> {
  const feeds = new Set(
    graph.inputs.map((info) => info.name).filter((name) => !graph.initializers.has(name)),
  );
  const leaving = new Set(graph.outputs.map((info) => info.name));
  for (const node of graph.nodes) if (isCustomOp(node)) for (const name of node.inputs) leaving.add(name);
  const variable = new Set(feeds);
  const result = new Set<Node>();
  for (const node of graph.nodes) {
    const isConstant =
      !isCustomOp(node) &&
      !RANDOM.test(node.opType) &&
      subgraphs(node).length === 0 &&
      !node.outputs.some((name) => leaving.has(name)) &&
      ![...nodeReads(node)].some((name) => variable.has(name));
    if (isConstant) result.add(node);
    else for (const name of node.outputs) variable.add(name);
  }
  return result;
}
