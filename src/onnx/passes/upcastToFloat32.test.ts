// The float32 rewrite: no float16 left, exact values, nothing else touched, no memory held that is not needed.

import { describe, expect, it } from 'vitest';
import { compareArrays } from '../../lib/compare.ts';
import { float16ToFloat32 } from '../../lib/float16.ts';
import { intAttribute } from '../attributes.ts';
import { makeGraph, makeModel, makeNode, makeTensor, makeValueInfo } from '../build.ts';
import { DataType } from '../dataType.ts';
import { UnsupportedFeatureError } from '../errors.ts';
import type { Graph, Model, Tensor } from '../ir.ts';
import { readModel } from '../proto/reader.ts';
import { tensorNumbers, viewAs } from '../tensorData.ts';
import { dumpModel } from '../testing/dump.ts';
import { fixtureBytes, golden } from '../testing/fixtures.ts';
import { stockFixtures, stockGolden, stockModel, stockTolerance } from '../testing/stock.ts';
import { runFrames, stockValues } from '../testing/stockRun.ts';
import { convertDenoiser } from './convertDenoiser.ts';
import { fuseSelfAttention } from './fuseSelfAttention.ts';
import { removeFloat16Casts } from './removeFloat16Casts.ts';
import { upcastToFloat32 } from './upcastToFloat32.ts';

const half = () => readModel(fixtureBytes('half.onnx'));

/** Every `"type":10` (Float16) in a dump, of tensors, values and subgraphs alike. */
function float16Mentions(model: Model): number {
  return JSON.stringify(dumpModel(model)).split('"type":10').length - 1;
}

function weights(graph: Graph): Tensor[] {
  return [...graph.initializers.values()];
}

describe('upcastToFloat32', () => {
  it('leaves no float16 type, subgraphs and constants included', () => {
    expect(float16Mentions(half())).toBeGreaterThan(8);
    expect(float16Mentions(upcastToFloat32(half()))).toBe(0);
  });

  it('widens weights exactly, whichever field they came in', () => {
    const before = half().graph.initializers;
    for (const tensor of weights(upcastToFloat32(half()).graph)) {
      const source = before.get(tensor.name);
      expect(tensor.elementType).toBe(DataType.Float32);
      expect(tensorNumbers(tensor)).toEqual(source && tensorNumbers(source));
    }
  });

  it('redirects casts to float16, and no other cast', () => {
    const casts = upcastToFloat32(half()).graph.nodes.filter(({ opType }) => opType === 'Cast');
    expect(casts.map((node) => intAttribute(node, 'to', 0))).toEqual([DataType.Float32, DataType.Bool]);
  });

  it('leaves its argument alone', () => {
    const model = half();
    upcastToFloat32(model);
    expect(dumpModel(model)).toEqual(golden('half').model);
  });

  it('leaves a float32 model as it is', () => {
    const model = readModel(fixtureBytes('unet.onnx'));
    expect(dumpModel(upcastToFloat32(model))).toEqual(dumpModel(model));
  });

  it('leaves nodes of custom ops alone, down to their type attributes', () => {
    const node = makeNode('steeraway::Op', ['x'], ['y'], { to: 10, table: tensorAttribute() });
    const model = modelOf([node]);
    expect(upcastToFloat32(model).graph.nodes[0]).toBe(node);
    expect(upcastToFloat32(model).graph.outputs[0]?.elementType).toBe(DataType.Float32);
  });

  it('allocates each float32 weight once and keeps large integer weights as views', () => {
    const file = new Uint8Array(300_001);
    const float16 = tensorOver('f', DataType.Float16, file.subarray(1, 2001));
    const large = tensorOver('i', DataType.Int8, file.subarray(2001, 102_001));
    const small = tensorOver('s', DataType.Int64, file.subarray(102_001, 102_017));
    const { initializers } = upcastToFloat32(
      modelOf([makeNode('Identity', ['x'], ['y'])], [float16, large, small]),
    ).graph;
    expect(initializers.get('f')?.bytes.buffer.byteLength).toBe(4000);
    expect(initializers.get('i')).toBe(large);
    // A view of 16 bytes would keep the whole file alive.
    expect(initializers.get('s')?.bytes.buffer.byteLength).toBe(16);
  });

  it('refuses what it cannot see into', () => {
    expect(() => upcastToFloat32(readModel(fixtureBytes('attributes.onnx')))).toThrow(
      UnsupportedFeatureError,
    );
  });
});

describe('a converted float16 denoiser', () => {
  const half = stockFixtures.filter(({ precision, cross }) => precision === 'float16' && cross > 0);
  it('comes as six files', () => expect(half).toHaveLength(6));

  it.each(half)('$file draws the same in float32, fused attention included', async (fixture) => {
    const golden = stockGolden(fixture);
    const { prompt, frame } = convertDenoiser(stockModel(fixture));
    const fused = fuseSelfAttention(frame).model;
    const widened = { prompt: upcastToFloat32(prompt), frame: upcastToFloat32(removeFloat16Casts(fused)) };
    expect(float16Mentions(widened.frame)).toBe(0);
    expect(widened.frame.graph.nodes.some(({ opType }) => opType === 'Softmax')).toBe(false);
    for (const [index, frameAt] of (await runFrames(widened, golden, [0, 0.35, 1])).entries()) {
      const { scale, data } = golden.outputs[index]!;
      const maxAbs = stockTolerance(fixture, data);
      expect(
        compareArrays(stockValues(frameAt, fixture), data, { maxAbs }),
        `scale ${scale}`,
      ).toBeUndefined();
    }
  });
});

describe('viewAs', () => {
  it('copies only where the address is odd', () => {
    const bytes = Uint8Array.from({ length: 9 }, (_, i) => i);
    expect(viewAs(bytes.subarray(0, 4), Uint16Array).buffer).toBe(bytes.buffer);
    expect(Array.from(viewAs(bytes.subarray(1, 5), Uint16Array))).toEqual([0x0201, 0x0403]);
    expect(float16ToFloat32(viewAs(bytes.subarray(1, 3), Uint16Array))).toHaveLength(1);
  });
});

function tensorOver(name: string, elementType: DataType, bytes: Uint8Array): Tensor {
  const width = { [DataType.Float16]: 2, [DataType.Int64]: 8 }[elementType as number] ?? 1;
  return { name, elementType, dims: [bytes.length / width], bytes };
}

function tensorAttribute() {
  return { kind: 'tensor', value: makeTensor('t', DataType.Float16, [1], new Uint16Array(1)) } as const;
}

function modelOf(nodes: Graph['nodes'], initializers: Tensor[] = []): Model {
  const value = (name: string) => makeValueInfo(name, DataType.Float16, [1]);
  return makeModel(makeGraph({ nodes, inputs: [value('x')], outputs: [value('y')], initializers }));
}
