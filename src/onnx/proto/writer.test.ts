// The writer: what it writes must read back as the same model, and be the same bytes where the file was canonical.

import { describe, expect, it } from 'vitest';
import { makeFloatTensor, makeGraph, makeModel, makeNode, makeTensor, makeValueInfo } from '../build.ts';
import { DataType } from '../dataType.ts';
import type { Model } from '../ir.ts';
import { dumpModel, hex } from '../testing/dump.ts';
import { FIXTURES, fixtureBytes, fixtureWeights, golden } from '../testing/fixtures.ts';
import { readModel } from './reader.ts';
import { writeModel } from './writer.ts';

const open = (name: string) => readModel(fixtureBytes(`${name}.onnx`), fixtureWeights());

/** y = x + w, w float32 [64]. */
function addModel(w: Uint8Array): Model {
  return makeModel(
    makeGraph({
      nodes: [makeNode('Add', ['x', 'w'], ['y'])],
      inputs: [makeValueInfo('x', DataType.Float32, [64])],
      outputs: [makeValueInfo('y', DataType.Float32, [64])],
      initializers: [makeTensor('w', DataType.Float32, [64], w)],
    }),
  );
}

describe('writeModel', () => {
  it.each(FIXTURES)('writes %s so that it reads back as the same model', (name) => {
    expect(dumpModel(readModel(writeModel(open(name))))).toEqual(golden(name).model);
  });

  it.each(['branches', 'unet'] as const)('writes %s, a file in canonical form, byte for byte', (name) => {
    expect(hex(writeModel(open(name)))).toBe(hex(fixtureBytes(`${name}.onnx`)));
  });

  it('is stable: a second round trip changes nothing', () => {
    for (const name of FIXTURES) {
      const once = writeModel(open(name));
      expect(hex(writeModel(readModel(once))), name).toBe(hex(once));
    }
  });

  it('keeps fields that the IR does not model', () => {
    const text = new TextDecoder().decode(writeModel(open('attributes')));
    for (const kept of ['a model', 'a graph', 'keep me']) expect(text).toContain(kept);
  });

  it('reads and writes a model made by hand', () => {
    const weights = Float32Array.from({ length: 64 }, (_, i) => i / 3);
    const model = addModel(new Uint8Array(weights.buffer));
    expect(dumpModel(readModel(writeModel(model)))).toEqual(dumpModel(model));
  });

  it('points into an external file instead of copying from it', () => {
    const file = Uint8Array.from({ length: 400 }, (_, i) => i);
    const small = makeFloatTensor('small', [1], [1]);
    const model = addModel(file.subarray(101, 101 + 256));
    const initializers = new Map([...model.graph.initializers, ['small', small]]);
    const bytes = writeModel(
      { ...model, graph: { ...model.graph, initializers } },
      { externalFiles: new Map([['a.onnx', file]]) },
    );
    expect(bytes.length).toBeLessThan(256);
    const back = readModel(bytes, new Map([['a.onnx', file]])).graph.initializers;
    expect(back.get('w')?.bytes.byteOffset).toBe(101);
    expect(back.get('w')?.bytes.buffer).toBe(file.buffer);
    expect(hex(back.get('small')?.bytes ?? new Uint8Array())).toBe(hex(small.bytes));
  });
});
