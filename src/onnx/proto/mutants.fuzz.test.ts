// Many thousand damaged files: the reader gives a model or an error of ours, in time, and asks for no memory that the
// file does not pay for. MUTANT=<seed> runs one of them alone.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SteerawayError } from '../../lib/errors.ts';
import { DEFAULT_MODEL } from '../../models/index.ts';
import { DataType } from '../dataType.ts';
import { TensorSizeError } from '../errors.ts';
import type { Model } from '../ir.ts';
import { withAllocationMeter, type AllocationMeter } from '../testing/allocationMeter.ts';
import { dumpModel } from '../testing/dump.ts';
import { FIXTURES, fixtureBytes, fixtureWeights } from '../testing/fixtures.ts';
import { mutant, specimen } from '../testing/mutants.ts';
import { forEachInTime } from '../testing/timeLimit.ts';
import { GRAPH, MODEL, OPSET, TENSOR } from './fields.ts';
import { readModel } from './reader.ts';
import { WireWriter } from './wireWriter.ts';
import { writeModel } from './writer.ts';

const MUTANTS = 40_000;
/** Of the first so many mutants, those that read are written and read again. */
const ROUND_TRIPS = 8000;
const MAX_MILLISECONDS = 1000;
/** Bytes that reading may ask for, for each byte of the file. Long runs of varints need more, see the last test. */
const MAX_ALLOCATION = 2;

type Read = (bytes: Uint8Array) => unknown;

interface Verdict {
  /** `read`, or the code of our error. */
  readonly result: string;
  /** What is wrong, if anything is. */
  readonly complaint?: string;
}

function judge(read: Read, bytes: Uint8Array, meter: AllocationMeter): Verdict {
  meter.bytes = 0;
  let result = 'read';
  try {
    read(bytes);
  } catch (error) {
    if (!(error instanceof SteerawayError))
      return { result: 'foreign', complaint: `it threw ${String(error)}` };
    result = error.code;
  }
  if (meter.bytes <= MAX_ALLOCATION * bytes.length) return { result };
  return { result, complaint: `it asked for ${meter.bytes} bytes to read ${bytes.length}` };
}

const weights = fixtureWeights();
const readMutant: Read = (bytes) => readModel(bytes, weights, 'a.onnx');

/** Undefined where the file does not read. */
function modelOf(bytes: Uint8Array): Model | undefined {
  try {
    return readModel(bytes, weights);
  } catch (error) {
    if (error instanceof SteerawayError) return undefined;
    throw error;
  }
}

function specimens() {
  const real = readFileSync(
    new URL(`../../../public/models/${DEFAULT_MODEL}/nasa-t/prompt.onnx`, import.meta.url),
  );
  const small = FIXTURES.map((name) => specimen(name, fixtureBytes(`${name}.onnx`)));
  // The real one, larger than all others together, is drawn once in nineteen times.
  return [...small, ...small, ...small, specimen('prompt', new Uint8Array(real))];
}

describe('damaged files', () => {
  const only = process.env.MUTANT;
  const seeds = only === undefined ? Array.from({ length: MUTANTS }, (_, seed) => seed) : [Number(only)];
  const parents = specimens();

  it(
    `${seeds.length} of them read or give an error of ours, in time and in bounds`,
    { timeout: 300_000 },
    () => {
      const results = new Map<string, number>();
      const complaints: string[] = [];
      withAllocationMeter((meter) => {
        const visit = (seed: number) => {
          const { bytes, history } = mutant(seed, parents);
          const { result, complaint } = judge(readMutant, bytes, meter);
          results.set(result, (results.get(result) ?? 0) + 1);
          if (complaint !== undefined) complaints.push(`MUTANT=${seed} (${history}): ${complaint}`);
        };
        for (const seed of forEachInTime(seeds, visit, MAX_MILLISECONDS)) {
          complaints.push(
            `MUTANT=${seed} (${mutant(seed, parents).history}): not done in ${MAX_MILLISECONDS} ms`,
          );
        }
      });
      expect(complaints).toEqual([]);
      if (only !== undefined) return;
      // Mutants that all failed at their first byte, or never failed, would test nothing.
      expect(results.get('read')).toBeGreaterThan(MUTANTS / 20);
      expect(results.get('model-file-malformed')).toBeGreaterThan(MUTANTS / 20);
      expect(results.get('model-file-truncated')).toBeGreaterThan(MUTANTS / 20);
      expect(results.size).toBeGreaterThanOrEqual(8);
    },
  );

  it('that read write as what they were read as', () => {
    let count = 0;
    for (const seed of seeds.slice(0, ROUND_TRIPS)) {
      const { bytes, history } = mutant(seed, parents);
      const model = modelOf(bytes);
      if (model === undefined) continue;
      const written = writeModel(model, { externalFiles: weights });
      expect(dumpModel(readModel(written, weights)), `MUTANT=${seed} (${history})`).toEqual(dumpModel(model));
      count += 1;
    }
    if (only === undefined) expect(count).toBeGreaterThan(ROUND_TRIPS / 20);
  });

  it('are the same for the same seed', () => {
    for (const seed of [0, 1, 2, 3, 4]) expect(mutant(seed, parents)).toEqual(mutant(seed, parents));
  });
});

describe('the judge', () => {
  const file = new Uint8Array(100);
  const complaintAbout = (read: Read): string | undefined => {
    let complaint: string | undefined;
    withAllocationMeter((meter) => ({ complaint } = judge(read, file, meter)));
    return complaint;
  };

  it('complains of errors that are not ours', () => {
    expect(complaintAbout(() => file.at(0)!.toString(99))).toContain('RangeError');
  });

  it.each([
    ['new Uint8Array', () => new Uint8Array(201)],
    ['new ArrayBuffer', () => new ArrayBuffer(201)],
    ['Float64Array.from', () => Float64Array.from({ length: 26 })],
    ['slice', () => [file.slice(), file.slice(), file.slice(0, 1)]],
  ])('complains of memory by %s', (_, read) => {
    expect(complaintAbout(read)).toMatch(/asked for 20[18] bytes to read 100/);
  });

  it('takes views for free', () => {
    const read = () => [file.subarray(1), new Uint8Array(file.buffer), new Uint8Array(200)];
    expect(complaintAbout(read)).toBeUndefined();
  });

  it('stops endless loops, and goes on behind them', () => {
    const visited: number[] = [];
    const visit = (item: number) => {
      while (item === 3);
      visited.push(item);
    };
    expect(forEachInTime([1, 2, 3, 4], visit, 20)).toEqual([3]);
    expect(visited).toEqual([1, 2, 4]);
  });
});

describe('varints', () => {
  /** A model whose one initializer, int64, holds `count` varints of a byte each and says that its shape is [dim]. */
  function varintModel(dim: number, count: number): Uint8Array {
    return new WireWriter()
      .varint(MODEL.irVersion, 8)
      .message(MODEL.opsetImport, (opset) => opset.varint(OPSET.version, 17))
      .message(MODEL.graph, (graph) =>
        graph.message(GRAPH.initializer, (tensor) =>
          tensor
            .varint(TENSOR.dims, dim)
            .varint(TENSOR.dataType, DataType.Int64)
            .bytes(TENSOR.int64Data, new Uint8Array(count).fill(1)),
        ),
      )
      .finish();
  }

  it('are the one thing that grows: a byte may stand for an int64, and for no more', () => {
    const bytes = varintModel(5000, 5000);
    withAllocationMeter((meter) => {
      readModel(bytes);
      expect(meter.bytes).toBe(8 * 5000);
    });
  });

  it('that are fewer than the shape says cost nothing', () => {
    const bytes = varintModel(2 ** 40, 5000);
    withAllocationMeter((meter) => {
      expect(() => readModel(bytes)).toThrow(TensorSizeError);
      expect(meter.bytes).toBe(0);
    });
  });
});
