// Bad files: every way of being wrong has its own error, and nothing else ever escapes the reader.

import { describe, expect, it } from 'vitest';
import { SteerawayError } from '../../lib/errors.ts';
import { makeGraph, makeModel, makeNode, makeTensor, makeValueInfo } from '../build.ts';
import { DataType } from '../dataType.ts';
import {
  ExternalDataMissingError,
  ExternalDataRangeError,
  MalformedModelError,
  NotAnOnnxFileError,
  TensorSizeError,
  TruncatedModelError,
  UnsupportedElementTypeError,
  UnsupportedFeatureError,
} from '../errors.ts';
import type { Tensor } from '../ir.ts';
import { FIXTURES, fixtureBytes, fixtureWeights } from '../testing/fixtures.ts';
import { randomSource } from '../testing/random.ts';
import { GRAPH, MODEL, SPARSE_TENSOR, TENSOR } from './fields.ts';
import { readModel } from './reader.ts';
import { WireWriter } from './wireWriter.ts';
import { writeModel } from './writer.ts';

const text = (value: string) => new TextEncoder().encode(value);

/** The error that reading gives, or undefined. Anything but our own errors fails the test. */
function readingError(bytes: Uint8Array): SteerawayError | undefined {
  try {
    readModel(bytes, fixtureWeights(), 'a.onnx');
    return undefined;
  } catch (error) {
    if (error instanceof SteerawayError) return error;
    throw error;
  }
}

function modelWith(tensor: Tensor): Uint8Array {
  const y = makeValueInfo('y', DataType.Float32, [1]);
  return writeModel(
    makeModel(
      makeGraph({
        nodes: [makeNode('Identity', [tensor.name], ['y'])],
        inputs: [],
        outputs: [y],
        initializers: [tensor],
      }),
    ),
  );
}

describe('a cut file', () => {
  it.each(FIXTURES)('%s: every prefix reads or gives an error of ours', (name) => {
    const bytes = fixtureBytes(`${name}.onnx`);
    const seen = new Set<string>();
    for (let length = 0; length < bytes.length; length++) {
      seen.add(readingError(bytes.subarray(0, length))?.code ?? 'read');
    }
    expect(seen).toContain('model-file-truncated');
    expect(
      [...seen].filter((code) => !['read', 'model-file-truncated', 'model-file-not-onnx'].includes(code)),
    ).toEqual([]);
  });

  it('says how long the file should be', () => {
    const bytes = fixtureBytes('unet.onnx');
    const error = readingError(bytes.subarray(0, 1000));
    expect(error).toBeInstanceOf(TruncatedModelError);
    const { expectedBytes, foundBytes } = error as TruncatedModelError;
    expect(foundBytes).toBe(1000);
    // The graph is nearly all of a file; only the operator sets follow it.
    expect(expectedBytes).toBeGreaterThan(bytes.length - 10);
    expect(expectedBytes).toBeLessThanOrEqual(bytes.length);
    expect(error?.message).toContain('a.onnx');
  });
});

describe('a file of another kind', () => {
  it.each([
    ['an HTML page', text('<!doctype html><title>404</title>')],
    ['a Git LFS pointer', text('version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1')],
    ['a JSON error', text('{"error":"Repository not found"}')],
    ['plain text', text('Entry not found')],
    ['a PNG picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13)],
    ['zeros', new Uint8Array(100)],
    ['nothing', new Uint8Array(0)],
  ])('%s is not an ONNX file', (_, bytes) => {
    expect(readingError(bytes)).toBeInstanceOf(NotAnOnnxFileError);
  });
});

describe('damaged bytes', () => {
  it.each(FIXTURES)('%s: flipped bytes read or give an error of ours', (name) => {
    const original = fixtureBytes(`${name}.onnx`);
    const random = randomSource(name.length);
    const seen = new Map<string, number>();
    for (let round = 0; round < 1500; round++) {
      const bytes = original.slice();
      for (let flips = 1 + random.below(3); flips > 0; flips--)
        bytes[random.below(bytes.length)] = random.below(256);
      const code = readingError(bytes)?.code ?? 'read';
      seen.set(code, (seen.get(code) ?? 0) + 1);
    }
    expect(seen.get('model-file-malformed')).toBeGreaterThan(0);
    expect(seen.get('read')).toBeGreaterThan(0);
  });

  it('refuses graphs nested without end instead of running out of stack', () => {
    let graph = new Uint8Array(0);
    for (let depth = 0; depth < 2000; depth++) {
      const inner = graph;
      graph = new WireWriter()
        .message(GRAPH.node, (node) => node.message(5, (attribute) => attribute.bytes(6, inner)))
        .finish();
    }
    const bytes = new WireWriter().varint(MODEL.irVersion, 8).bytes(MODEL.graph, graph).finish();
    expect(readingError(bytes)).toBeInstanceOf(MalformedModelError);
  });
});

describe('tensors', () => {
  it('with too few bytes are refused with both sizes', () => {
    const tensor = { name: 'w', elementType: DataType.Float32, dims: [3], bytes: new Uint8Array(8) };
    const error = readingError(modelWith(tensor));
    expect(error).toBeInstanceOf(TensorSizeError);
    expect(error?.message).toContain('"w" of shape [3] needs 12 bytes but holds 8');
  });

  it('of an absurd shape are refused without allocating it', () => {
    const tensor = {
      name: 'w',
      elementType: DataType.Int64,
      dims: [2 ** 40, 2 ** 40],
      bytes: new Uint8Array(8),
    };
    expect(readingError(modelWith(tensor))).toBeInstanceOf(TensorSizeError);
  });

  it('of an unknown element type are refused by name', () => {
    const bytes = modelWith(makeTensor('weird', DataType.Uint8, [1], new Uint8Array(1)));
    const at = bytes.findIndex((_, i) => bytes[i] === TENSOR.dataType * 8 && bytes[i + 1] === DataType.Uint8);
    bytes[at + 1] = 77;
    const error = readingError(bytes);
    expect(error).toBeInstanceOf(UnsupportedElementTypeError);
    expect(error?.message).toContain('"weird" has the element type 77');
  });

  it('that are sparse are refused by name', () => {
    const graph = new WireWriter().message(GRAPH.sparseInitializer, (sparse) =>
      sparse.message(SPARSE_TENSOR.values, (values) => values.string(TENSOR.name, 'thin')),
    );
    const bytes = new WireWriter().varint(MODEL.irVersion, 8).bytes(MODEL.graph, graph.finish()).finish();
    const error = readingError(bytes);
    expect(error).toBeInstanceOf(UnsupportedFeatureError);
    expect(error?.message).toContain('"thin"');
  });
});

describe('external data', () => {
  it('that is missing is named, with the size it must have', () => {
    const error = (() => {
      try {
        return readModel(fixtureBytes('external.onnx'));
      } catch (caught) {
        return caught;
      }
    })();
    expect(error).toBeInstanceOf(ExternalDataMissingError);
    expect(error).toMatchObject({ location: 'external.weights', tensorName: 'a', expectedBytes: 3 + 256 });
  });

  it('that is cut short is named, with both sizes', () => {
    const short = new Map([['external.weights', fixtureBytes('external.weights').subarray(0, 280)]]);
    const read = () => readModel(fixtureBytes('external.onnx'), short);
    expect(read).toThrow(ExternalDataRangeError);
    expect(read).toThrow(
      '"external.weights" is too short for the weights of "b": expected at least 293 bytes, found 280',
    );
  });
});
