// Offsets beyond 2^31: weights there must be found, in the file itself and in external data. The buffers are zero
// pages that nothing touches, so they cost address space and hardly any memory.

import { describe, expect, it } from 'vitest';
import { makeGraph, makeModel, makeNode, makeTensor, makeValueInfo } from '../build.ts';
import { DataType } from '../dataType.ts';
import { ExternalDataRangeError } from '../errors.ts';
import { GRAPH, MODEL, TENSOR } from './fields.ts';
import { readModel } from './reader.ts';
import { writeModel } from './writer.ts';
import { WireWriter } from './wireWriter.ts';

const BEYOND = 2 ** 31 + 40;

/** y = w, with w pointing at `file`'s bytes from `offset` on. */
function externalModel(file: Uint8Array, offset: number): Uint8Array {
  const w = makeTensor('w', DataType.Uint8, [256], file.subarray(offset, offset + 256));
  const y = makeValueInfo('y', DataType.Uint8, [256]);
  const nodes = [makeNode('Identity', ['w'], ['y'])];
  const model = makeModel(makeGraph({ nodes, inputs: [], outputs: [y], initializers: [w] }));
  return writeModel(model, { externalFiles: new Map([['w.bin', file]]) });
}

/** A ModelProto of over 2 GiB: an initializer of `BEYOND` zeros, then `last` = [1, 2, 3]. */
function hugeFile(): Uint8Array {
  const tensorHead = (name: string, count: number) =>
    new WireWriter()
      .varint(TENSOR.dims, count)
      .varint(TENSOR.dataType, DataType.Uint8)
      .string(TENSOR.name, name)
      .finish();
  const lengthDelimited = (field: number, length: number) => {
    // `varint` writes tag and number alike; the wire type in the tag's low bits becomes 2, length-delimited.
    const bytes = new WireWriter().varint(field, length).finish();
    bytes[0] = (bytes[0] ?? 0) + 2;
    return bytes;
  };
  const first = tensorHead('first', BEYOND);
  const rawHead = lengthDelimited(TENSOR.rawData, BEYOND);
  const initializerHead = lengthDelimited(GRAPH.initializer, first.length + rawHead.length + BEYOND);
  const last = new WireWriter()
    .message(GRAPH.initializer, (tensor) =>
      tensor.raw(tensorHead('last', 3)).bytes(TENSOR.rawData, Uint8Array.of(1, 2, 3)),
    )
    .finish();
  const graphLength = initializerHead.length + first.length + rawHead.length + BEYOND + last.length;
  const head = [
    new WireWriter().varint(MODEL.irVersion, 2).finish(),
    lengthDelimited(MODEL.graph, graphLength),
    initializerHead,
    first,
    rawHead,
  ];
  const headLength = head.reduce((sum, part) => sum + part.length, 0);
  const file = new Uint8Array(headLength + BEYOND + last.length);
  let offset = 0;
  for (const part of head) {
    file.set(part, offset);
    offset += part.length;
  }
  file.set(last, headLength + BEYOND);
  return file;
}

describe('files of more than 2 GiB', () => {
  it('are read, weights behind the border included', () => {
    const { initializers } = readModel(hugeFile()).graph;
    expect(initializers.get('first')?.bytes.length).toBe(BEYOND);
    expect(Array.from(initializers.get('last')?.bytes ?? [])).toEqual([1, 2, 3]);
  });

  it('hold external data at the right offset', () => {
    const file = new Uint8Array(BEYOND + 256);
    file.fill(7, BEYOND);
    const tensor = readModel(externalModel(file, BEYOND), new Map([['w.bin', file]])).graph.initializers.get(
      'w',
    );
    expect(tensor?.bytes.byteOffset).toBe(BEYOND);
    expect(tensor?.bytes.every((byte) => byte === 7)).toBe(true);
  });

  it('say how long a short external file should be', () => {
    const file = new Uint8Array(BEYOND + 256);
    const short = new Map([['w.bin', file.subarray(0, 1000)]]);
    const read = () => readModel(externalModel(file, BEYOND), short);
    expect(read).toThrow(ExternalDataRangeError);
    expect(read).toThrow(`expected at least ${BEYOND + 256} bytes, found 1000`);
  });
});
