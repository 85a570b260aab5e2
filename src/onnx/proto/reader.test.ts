// The reader against Python's onnx: every fixture must read as the JSON that Python wrote beside it.

import { describe, expect, it } from 'vitest';
import { dumpModel } from '../testing/dump.ts';
import { FIXTURES, fixtureBytes, fixtureWeights, golden } from '../testing/fixtures.ts';
import { readModel } from './reader.ts';

describe('readModel', () => {
  it.each(FIXTURES)('reads %s as Python does', (name) => {
    expect(dumpModel(readModel(fixtureBytes(`${name}.onnx`), fixtureWeights()))).toEqual(golden(name).model);
  });

  it('gives weights as views of the file, not copies', () => {
    const bytes = fixtureBytes('tensors.onnx');
    const { initializers } = readModel(bytes).graph;
    for (const name of ['raw_float', 'raw_int4', 'typed_float', 'typed_double', 'typed_complex64']) {
      expect(initializers.get(name)?.bytes.buffer, name).toBe(bytes.buffer);
    }
  });

  it('gives external weights as views of their file', () => {
    const weights = fixtureWeights();
    const tensor = readModel(fixtureBytes('external.onnx'), weights).graph.initializers.get('a');
    expect(tensor?.bytes.buffer).toBe(weights.get('external.weights')?.buffer);
    expect(tensor?.bytes.byteOffset).toBe(3);
  });

  it('reads from the middle of a larger buffer', () => {
    const bytes = fixtureBytes('tensors.onnx');
    const padded = new Uint8Array(bytes.length + 20).fill(0xff);
    padded.set(bytes, 7);
    expect(dumpModel(readModel(padded.subarray(7, 7 + bytes.length)))).toEqual(golden('tensors').model);
  });

  it('keeps 64-bit integers exact', () => {
    const [node] = readModel(fixtureBytes('attributes.onnx')).graph.nodes;
    expect(node?.attributes.get('an_int')).toEqual({ kind: 'int', value: -(2n ** 63n) });
  });
});
