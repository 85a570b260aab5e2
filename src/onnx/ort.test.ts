// What src/onnx writes must run in ONNX Runtime and give what Python's onnxruntime gave on the original file.

import { describe, expect, it } from 'vitest';
import { compareArrays } from '../lib/compare.ts';
import type { Graph } from './ir.ts';
import { partition } from './partition.ts';
import { upcastToFloat32 } from './passes/upcastToFloat32.ts';
import { readModel } from './proto/reader.ts';
import { writeModel } from './proto/writer.ts';
import { fixtureBytes, fixtureWeights, golden, type FixtureName } from './testing/fixtures.ts';
import { feed, numbers, runFile, runModel, runPlan, softmax, type OrtTensors } from './testing/ort.ts';

const open = (name: FixtureName) => readModel(fixtureBytes(`${name}.onnx`), fixtureWeights());

function feedsOf(name: FixtureName, types: Partial<Record<string, 'float16' | 'bool'>> = {}): OrtTensors {
  const feeds = Object.entries(golden(name).feeds ?? {});
  return new Map(feeds.map(([key, tensor]) => [key, feed(types[key] ?? 'float32', tensor)]));
}

function expectGolden(name: FixtureName, outputs: OrtTensors, maxAbs: number): void {
  const expected = Object.entries(golden(name).outputs ?? {});
  expect(expected.length).toBeGreaterThan(0);
  for (const [key, tensor] of expected) {
    expect(outputs.get(key)?.dims).toEqual(tensor.dims);
    expect(compareArrays(numbers(outputs.get(key)), tensor.data, { maxAbs })).toBeUndefined();
  }
}

describe('a round trip through src/onnx', () => {
  it('keeps branches and their captures', async () => {
    expectGolden('branches', await runModel(open('branches'), feedsOf('branches', { flag: 'bool' })), 1e-6);
  });

  it('moves external weights into the file', async () => {
    expectGolden('external', await runModel(open('external'), feedsOf('external')), 1e-5);
  });

  it('points ORT at weights inside a file that it is given, at an odd offset', async () => {
    const weights = fixtureWeights();
    const model = readModel(fixtureBytes('external.onnx'), weights);
    const bytes = writeModel(model, { externalFiles: weights });
    expect(bytes.length).toBeLessThan(300); // the 8x8 matrix alone takes 256
    expectGolden('external', await runFile(bytes, feedsOf('external'), weights), 1e-5);
  });
});

describe('a plan', () => {
  const isSoftmax = ({ opType }: { readonly opType: string }) => opType === 'Softmax';
  const withoutTypes = (graph: Graph): Graph => ({ ...graph, valueInfo: new Map() });

  it.each(['with', 'without'])(
    'of a denoiser %s value_info gives what the whole model gives',
    async (types) => {
      const model = open('unet');
      const source = types === 'with' ? model : { ...model, graph: withoutTypes(model.graph) };
      const plan = partition(source, isSoftmax);
      expect(plan.steps.map(({ kind }) => kind)).toEqual([
        'segment',
        'op',
        'segment',
        'op',
        'segment',
        'op',
        'segment',
      ]);
      const outputs = await runPlan(plan, feedsOf('unet'), (_, [scores]) =>
        scores ? [softmax(scores)] : [],
      );
      expectGolden('unet', outputs, 1e-5);
    },
  );
});

describe('upcastToFloat32', () => {
  it('runs a float16 model in float32, on float32 feeds, with the float16 results', async () => {
    const outputs = await runModel(upcastToFloat32(open('half')), feedsOf('half'));
    expect(outputs.get('y')?.type).toBe('float32');
    // Values up to 4; float16 keeps eleven bits through three roundings.
    expectGolden('half', outputs, 8e-3);
  });
});
