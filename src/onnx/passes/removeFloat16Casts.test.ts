// Casts that widening makes idle go, chains of them too; every other cast stays.

import { describe, expect, it } from 'vitest';
import { makeGraph, makeModel, makeNode, makeValueInfo } from '../build.ts';
import { DataType } from '../dataType.ts';
import type { Model } from '../ir.ts';
import { removeFloat16Casts } from './removeFloat16Casts.ts';

const cast = (from: string, to: string, type: DataType) => makeNode('Cast', [from], [to], { to: type });

function model(nodes: ReturnType<typeof makeNode>[], output: string): Model {
  return makeModel(
    makeGraph({
      nodes,
      inputs: [makeValueInfo('x', DataType.Float32, ['N'])],
      outputs: [makeValueInfo(output, DataType.Float32, ['N'])],
      valueInfo: [makeValueInfo('same', DataType.Float16, ['N'])],
    }),
  );
}

const wiring = ({ graph }: Model) =>
  graph.nodes.map(({ opType, inputs, outputs }) => [opType, ...inputs, '->', ...outputs].join(' '));

describe('removeFloat16Casts', () => {
  it('lets readers of a chain of idle casts read its source', () => {
    const nodes = [
      cast('x', 'same', DataType.Float16),
      cast('same', 'again', DataType.Float32),
      makeNode('Add', ['again', 'same'], ['y']),
    ];
    expect(wiring(removeFloat16Casts(model(nodes, 'y')))).toEqual(['Add x x -> y']);
  });

  it.each([
    ['changes the type', [cast('x', 'whole', DataType.Int32), makeNode('Neg', ['whole'], ['y'])]],
    ['makes an output of the graph', [cast('x', 'y', DataType.Float32)]],
    [
      'reads a tensor of unknown type',
      [makeNode('acme::Neg', ['x'], ['z']), cast('z', 'a', DataType.Float32), makeNode('Neg', ['a'], ['y'])],
    ],
  ])('keeps a cast that %s', (_, nodes) => {
    const before = model(nodes, 'y');
    expect(wiring(removeFloat16Casts(before))).toEqual(wiring(before));
  });
});
