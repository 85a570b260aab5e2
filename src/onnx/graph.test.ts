// Graph questions and rewrites, subgraph captures above all.

import { describe, expect, it } from 'vitest';
import { makeFloatTensor, makeGraph, makeNode, makeValueInfo } from './build.ts';
import { DataType } from './dataType.ts';
import { InvalidGraphError } from './errors.ts';
import { consumers, eliminateDeadCode, nodeReads, producers, replaceUses, topologicalSort } from './graph.ts';
import type { Graph, Node } from './ir.ts';

const value = (name: string) => makeValueInfo(name, DataType.Float32);
const opTypes = (graph: Graph) => graph.nodes.map((node) => node.opType);

function graphOf(nodes: Node[], inputs: string[], outputs: string[], weights: string[] = []): Graph {
  return makeGraph({
    nodes,
    inputs: inputs.map(value),
    outputs: outputs.map(value),
    initializers: weights.map((name) => makeFloatTensor(name, [1], [1])),
  });
}

/** An If whose branch captures `captured`, and defines `inner` itself. */
function branch(captured: string, output: string): Node {
  const body = graphOf(
    [makeNode('Neg', [captured], ['inner']), makeNode('Abs', ['inner'], ['out'])],
    [],
    ['out'],
  );
  return makeNode('If', ['flag'], [output], {
    then_branch: { kind: 'graph', value: body },
    else_branch: { kind: 'graph', value: body },
  });
}

describe('reads', () => {
  it('include captures of subgraphs, and neither their inner names nor omitted inputs', () => {
    expect([...nodeReads(branch('x', 'y'))].sort()).toEqual(['flag', 'x']);
    expect([...nodeReads(makeNode('Clip', ['x', '', 'high'], ['y']))]).toEqual(['x', 'high']);
  });

  it('see through two levels', () => {
    const outer = makeNode('If', ['flag'], ['z'], {
      then_branch: { kind: 'graph', value: graphOf([branch('deep', 'z')], [], ['z']) },
    });
    expect([...nodeReads(outer)].sort()).toEqual(['deep', 'flag']);
  });
});

describe('producers and consumers', () => {
  const graph = graphOf([makeNode('A', ['x'], ['a', '']), branch('a', 'b')], ['x', 'flag'], ['b']);

  it('map tensors to nodes', () => {
    expect([...producers(graph).keys()]).toEqual(['a', 'b']);
    expect(consumers(graph).get('a')).toEqual([graph.nodes[1]]);
  });

  it('refuse a tensor made twice', () => {
    const twice = graphOf([makeNode('A', [], ['a']), makeNode('B', [], ['a'])], [], ['a']);
    expect(() => producers(twice)).toThrow(InvalidGraphError);
  });
});

describe('topologicalSort', () => {
  it('leaves sorted nodes alone and sorts the rest, captures included', () => {
    const nodes = [makeNode('A', ['x'], ['a']), makeNode('B', ['a', 'w'], ['b']), branch('b', 'c')];
    const inputs = ['x', 'flag'];
    expect(topologicalSort(graphOf(nodes, inputs, ['c'], ['w'])).nodes).toEqual(nodes);
    const sorted = topologicalSort(graphOf([...nodes].reverse(), inputs, ['c'], ['w']));
    expect(opTypes(sorted)).toEqual(['A', 'B', 'If']);
  });

  it('sorts a long chain given backwards without running out of stack', () => {
    const chain = Array.from({ length: 20_000 }, (_, i) => makeNode('Neg', [`t${i}`], [`t${i + 1}`]));
    const sorted = topologicalSort(graphOf([...chain].reverse(), ['t0'], ['t20000']));
    expect(sorted.nodes).toEqual(chain);
  });

  it('names the tensor of a cycle, and the tensor that nothing makes', () => {
    const cycle = graphOf([makeNode('A', ['b'], ['a']), makeNode('B', ['a'], ['b'])], [], ['a']);
    expect(() => topologicalSort(cycle)).toThrow(/depends on itself through "[ab]"/);
    expect(() => topologicalSort(graphOf([makeNode('A', ['a'], ['a'])], [], ['a']))).toThrow(
      InvalidGraphError,
    );
    expect(() => topologicalSort(graphOf([makeNode('A', ['ghost'], ['a'])], [], ['a']))).toThrow(/"ghost"/);
  });
});

describe('eliminateDeadCode', () => {
  it('keeps what outputs need, through captures, and drops the rest', () => {
    const graph = makeGraph({
      nodes: [makeNode('Live', ['x', 'w'], ['a']), makeNode('Dead', ['a', 'v'], ['d']), branch('a', 'y')],
      inputs: ['x', 'flag', 'unused'].map(value),
      outputs: [value('y')],
      initializers: ['w', 'v'].map((name) => makeFloatTensor(name, [1], [1])),
      valueInfo: ['a', 'd'].map(value),
    });
    const clean = eliminateDeadCode(graph);
    expect(opTypes(clean)).toEqual(['Live', 'If']);
    expect([...clean.initializers.keys()]).toEqual(['w']);
    expect([...clean.valueInfo.keys()]).toEqual(['a']);
    expect(clean.inputs).toEqual(graph.inputs);
  });
});

describe('replaceUses', () => {
  const graph = graphOf([makeNode('A', ['x', 'x'], ['a']), branch('x', 'y')], ['x', 'z', 'flag'], ['y']);

  it('rewires inputs and captures, and leaves the original alone', () => {
    const before = JSON.stringify(graph.nodes.map((node) => [...nodeReads(node)]));
    const rewired = replaceUses(graph, 'x', 'z');
    expect(rewired.nodes.map((node) => [...nodeReads(node)].sort())).toEqual([['z'], ['flag', 'z']]);
    expect(JSON.stringify(graph.nodes.map((node) => [...nodeReads(node)]))).toBe(before);
  });

  it('refuses to rename an output', () => {
    expect(() => replaceUses(graph, 'y', 'z')).toThrow(InvalidGraphError);
  });
});
