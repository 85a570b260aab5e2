// Values flow along data edges; what is read off a shape is clean.

import { expect, it } from 'vitest';
import { makeFloatTensor, makeGraph, makeNode, makeValueInfo } from '../build.ts';
import { DataType } from '../dataType.ts';
import { topologicalSort } from '../graph.ts';
import type { Node } from '../ir.ts';
import { evaluateGraph } from '../testing/evaluate.ts';
import { randomSource } from '../testing/random.ts';
import { randomFeeds, randomGraph } from '../testing/randomGraph.ts';
import { taint } from './taint.ts';

const input = (name: string) => makeValueInfo(name, DataType.Float32, ['N']);

function taints(nodes: readonly Node[], ...names: string[]): string[][] {
  const graph = makeGraph({
    nodes,
    inputs: [input('image'), input('text'), input('weight')],
    outputs: [],
    initializers: [makeFloatTensor('weight', [1], [2])],
  });
  const taintOf = taint(graph);
  return names.map((name) => [...taintOf(name)].sort());
}

it('unites what a node reads', () => {
  const nodes = [
    makeNode('Mul', ['image', 'weight'], ['a']),
    makeNode('Add', ['a', 'text'], ['b']),
    makeNode('Neg', ['weight'], ['c']),
  ];
  expect(taints(nodes, 'a', 'b', 'c', 'weight')).toEqual([['image'], ['image', 'text'], [], []]);
});

it.each(['Shape', 'Size', 'ConstantOfShape', 'Range'])('ends at %s', (opType) => {
  const nodes = [makeNode(opType, ['text'], ['shape']), makeNode('Reshape', ['image', 'shape'], ['y'])];
  expect(taints(nodes, 'shape', 'y')).toEqual([[], ['image']]);
});

it('does not end at an operator of the same name in another domain', () => {
  expect(taints([makeNode('custom::Shape', ['text'], ['y'])], 'y')).toEqual([['text']]);
});

it('passes through what a branch captures, and reaches every output', () => {
  const body = makeGraph({
    nodes: [makeNode('Neg', ['text'], ['out'])],
    inputs: [],
    outputs: [input('out')],
  });
  const branch = { kind: 'graph', value: body } as const;
  const nodes = [makeNode('If', ['image'], ['y', 'z'], { then_branch: branch, else_branch: branch })];
  expect(taints(nodes, 'y', 'z')).toEqual([
    ['image', 'text'],
    ['image', 'text'],
  ]);
});

it('holds on random graphs: a tensor that a feed does not taint never changes with it', () => {
  let changed = 0;
  for (let seed = 0; seed < 200; seed++) {
    const random = randomSource(seed);
    const graph = topologicalSort(randomGraph(random, 1 + random.below(20)));
    const feeds = randomFeeds(random, graph);
    const taintOf = taint(graph);
    const before = evaluateGraph(graph, new Map(feeds));
    for (const name of feeds.keys()) {
      const after = evaluateGraph(graph, new Map(feeds).set(name, [0.9, -0.4, 0.1]));
      for (const [tensor, value] of after) {
        if (JSON.stringify(value) === JSON.stringify(before.get(tensor))) continue;
        changed++;
        expect(taintOf(tensor), `seed ${seed}: ${name} changes ${tensor}`).toContain(name);
      }
    }
  }
  expect(changed).toBeGreaterThan(1000);
});
