// Random small graphs for the interpreter of evaluate.ts: shared tensors, dead nodes, branches that capture, constants
// in three forms, optional inputs, unused outputs, feeds and weights that are outputs themselves, any node order.

import { makeFloatTensor, makeGraph, makeNode, makeValueInfo } from '../build.ts';
import { DataType } from '../dataType.ts';
import type { Graph, Node, ValueInfo } from '../ir.ts';
import type { RandomSource } from './random.ts';

const SHAPE = [3];
const value = (name: string): ValueInfo => makeValueInfo(name, DataType.Float32, SHAPE);

export function isMix(node: Node): boolean {
  return node.domain === 'test' && node.opType === 'Mix';
}

function randomNode(random: RandomSource, index: number, known: readonly string[]): Node {
  const out = `t${index}`;
  // Mostly recent tensors: deep graphs, with a few long skips.
  const some = () => random.pick(random.below(4) === 0 ? known : known.slice(-4));
  const kind = random.below(12);
  if (kind < 4) {
    const inputs = random.below(2) === 0 ? [some(), some()] : [some(), some(), random.pick([some(), ''])];
    return makeNode('test::Mix', inputs, random.below(3) === 0 ? [out, `${out}_second`] : [out]);
  }
  if (kind === 4) {
    const values = [0, 1, 2].map(() => Math.fround(random.signed()));
    return makeNode('Constant', [], [out], { value_floats: { kind: 'floats', value: values } });
  }
  if (kind === 5) return makeNode('If', [some()], [out], randomBranches(random, some));
  if (kind === 6) return makeNode('Neg', [some()], [out]);
  return makeNode(random.pick(['Add', 'Mul']), [some(), some()], [out]);
}

function randomBranches(random: RandomSource, some: () => string) {
  const body = () =>
    makeGraph({
      nodes: [makeNode('Add', [some(), some()], ['inner']), makeNode('Neg', ['inner'], ['result'])],
      inputs: [],
      outputs: [value('result')],
    });
  return {
    then_branch: { kind: 'graph', value: body() } as const,
    else_branch: { kind: 'graph', value: body() } as const,
  };
}

function shuffled<Item>(items: readonly Item[], random: RandomSource): Item[] {
  const result = [...items];
  for (let i = result.length; i > 1; i--) result.push(...result.splice(random.below(i), 1));
  return result;
}

/** @param nodeCount nodes before dead ones are dropped */
export function randomGraph(random: RandomSource, nodeCount: number): Graph {
  const inputs = Array.from({ length: 1 + random.below(4) }, (_, i) => `x${i}`);
  const weights = Array.from({ length: random.below(4) }, (_, i) => `w${i}`);
  const known = [...inputs, ...weights];
  const nodes = Array.from({ length: nodeCount }, (_, index) => {
    const node = randomNode(random, index, known);
    known.push(...node.outputs);
    return node;
  });
  const outputs = new Set(Array.from({ length: 1 + random.below(3) }, () => random.pick(known.slice(-6))));
  return makeGraph({
    nodes: shuffled(nodes, random),
    inputs: inputs.map(value),
    outputs: [...outputs].map(value),
    initializers: weights.map((name) => makeFloatTensor(name, SHAPE, [0, 1, 2].map(random.signed))),
    // What a custom op makes cannot be inferred; everything else has to be.
    valueInfo: nodes.filter(isMix).flatMap((node) => node.outputs.map(value)),
  });
}

export function randomFeeds(random: RandomSource, graph: Graph): Map<string, number[]> {
  return new Map(graph.inputs.map(({ name }) => [name, [0, 1, 2].map(random.signed)]));
}
