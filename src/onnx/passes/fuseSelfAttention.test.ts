// Fused self-attention in every export: what is fused, what stays and why, and that the picture is the same.

import { describe, expect, it } from 'vitest';
import { compareArrays } from '../../lib/compare.ts';
import { floatAttribute, intAttribute } from '../attributes.ts';
import { makeFloatTensor, makeNode, makeValueInfo } from '../build.ts';
import { DataType } from '../dataType.ts';
import { inferElementTypes } from '../elementTypes.ts';
import type { Model, Node } from '../ir.ts';
import { denoiser, SIZES, type DenoiserOptions } from '../testing/denoiser.ts';
import { edit, replaceMaker } from '../testing/edit.ts';
import {
  stockFixtures,
  stockGolden,
  stockModel,
  stockTolerance,
  type StockFixture,
} from '../testing/stock.ts';
import { runFrames, runStock, stockValues } from '../testing/stockRun.ts';
import { convertDenoiser } from './convertDenoiser.ts';
import { fuseSelfAttention } from './fuseSelfAttention.ts';
import { openDenoiser } from './openDenoiser.ts';

const multiHeads = ({ graph }: Model) =>
  graph.nodes.filter(({ opType, domain }) => opType === 'MultiHeadAttention' && domain === 'com.microsoft');
const softmaxes = ({ graph }: Model) => graph.nodes.filter(({ opType }) => opType === 'Softmax');
/** Exports with attention in one node: ONNX Runtime's optimizer, and operator sets 23 and 24. */
const isFusedAlready = ({ file }: StockFixture) => /-ort-|-dynamo2[34]/.test(file);
const convertible = stockFixtures.filter(({ cross, style }) => cross > 0 && style !== 'ort-cuda');
const raw = convertible.filter((fixture) => !isFusedAlready(fixture));

it('is raw in fifteen of the files', () => expect(raw).toHaveLength(15));

describe.each(raw)('$file, converted', (fixture) => {
  it('has all its self-attention fused, and no weight copied', () => {
    const { frame } = convertDenoiser(stockModel(fixture));
    const { model, fused, skipped } = fuseSelfAttention(frame);
    expect(softmaxes(frame)).toHaveLength(fixture.self);
    expect(skipped).toEqual([]);
    expect(fused).toHaveLength(fixture.self);
    expect(softmaxes(model)).toEqual([]);
    expect(multiHeads(model)).toHaveLength(fixture.self);
    const before = new Set([...frame.graph.initializers.values()]);
    const added = [...model.graph.initializers.values()].filter((tensor) => !before.has(tensor));
    expect(added).toEqual([]);
    expect(model.graph.nodes.length).toBeLessThan(frame.graph.nodes.length);
  });

  it('draws the same', async () => {
    const golden = stockGolden(fixture);
    const { prompt, frame } = convertDenoiser(stockModel(fixture));
    const [before] = await runFrames({ prompt, frame }, golden, [0.35]);
    const fused = fuseSelfAttention(frame).model;
    const [after] = await runFrames({ prompt, frame: fused }, golden, [0.35]);
    const expected = stockValues(before, fixture);
    const maxAbs = fixture.precision === 'float32' ? 1e-5 : stockTolerance(fixture, expected);
    expect(compareArrays(stockValues(after, fixture), expected, { maxAbs })).toBeUndefined();
  });
});

describe.each(convertible.filter(isFusedAlready))('$file, converted', (fixture) => {
  it('has nothing to fuse', () => {
    const { frame } = convertDenoiser(stockModel(fixture));
    expect(fuseSelfAttention(frame)).toEqual({ model: frame, fused: [], skipped: [] });
  });
});

describe('other models', () => {
  const fixture = (family: string) => stockFixtures.find((found) => found.family === family)!;

  it('without cross-attention draw the same as well', async () => {
    const stock = fixture('unconditional');
    const { model, fused } = fuseSelfAttention(openDenoiser(stockModel(stock)).model);
    expect(fused.map(({ name }) => name)).toEqual(stockGolden(stock).layers.map(({ name }) => name));
    const before = stockValues(await runStock(stockModel(stock), stockGolden(stock)), stock);
    const after = stockValues(await runStock(model, stockGolden(stock)), stock);
    expect(compareArrays(after, before, { maxAbs: 1e-5 })).toBeUndefined();
  });

  it('with joint attention keep it', () => {
    const { model } = openDenoiser(stockModel(fixture('sd3')));
    const result = fuseSelfAttention(model);
    expect(result.model).toBe(model);
    expect(result.skipped.map(({ reason }) => reason)).toEqual([
      'it is joint attention',
      'it is joint attention',
    ]);
  });

  it('that were not converted keep their cross-attention', () => {
    const { skipped, fused } = fuseSelfAttention(denoiser());
    expect(fused).toEqual([
      { name: 'attn1/weights', heads: SIZES.heads, headSize: SIZES.headSize, type: DataType.Float32 },
    ]);
    expect(skipped.map(({ node, reason }) => [node.name, reason])).toEqual([
      ['attn2/weights', 'it is cross attention'],
    ]);
  });
});

describe('a self-attention', () => {
  const only = (model: Model): Node => {
    const { model: fused, skipped } = fuseSelfAttention(convertDenoiser(model).frame);
    expect(skipped).toEqual([]);
    expect(multiHeads(fused)).toHaveLength(1);
    return multiHeads(fused)[0]!;
  };
  const isScaled = (options: DenoiserOptions) => floatAttribute(only(denoiser(options)), 'scale', undefined);

  it('keeps its heads, and its scale where that is not the usual one', () => {
    expect(intAttribute(only(denoiser()), 'num_heads', undefined)).toBe(SIZES.heads);
    expect(isScaled({})).toBeUndefined();
    expect(isScaled({ core: 'softmax with scores scaled' })).toBeUndefined();
    expect(isScaled({ scale: 0.9 })).toBeCloseTo(0.9, 6);
    expect(isScaled({ projection: 'Gemm' })).toBeUndefined();
  });

  it('keeps a softmax in float32 between operands in float16', () => {
    const stock = stockFixtures.find(({ file }) => file === 'sd21-legacy17-upcast-fp16.onnx')!;
    const { model } = fuseSelfAttention(convertDenoiser(stockModel(stock)).frame);
    const types = inferElementTypes(model.graph);
    const operands = multiHeads(model).flatMap(({ inputs }) => inputs.map((name) => types.get(name)));
    expect(new Set(operands)).toEqual(new Set([DataType.Float32]));
  });

  it('with a mask stays', () => {
    const bias = makeFloatTensor('bias', [1], [-1]);
    const masked = replaceMaker(
      denoiser(),
      'attn1/scores',
      [
        makeNode('MatMul', ['attn1/q_scaled', 'attn1/k_scaled'], ['attn1/bare']),
        makeNode('Add', ['attn1/bare', 'bias'], ['attn1/scores']),
      ],
      [bias],
    );
    expectStays(masked, 'it has a mask');
  });

  it('that hides scores behind a Where stays', () => {
    const hidden = replaceMaker(denoiser(), 'attn1/scores', [
      makeNode('MatMul', ['attn1/q_scaled', 'attn1/k_scaled'], ['attn1/bare']),
      makeNode('Where', ['window', 'attn1/bare', 'root'], ['attn1/scores']),
    ]);
    const window = makeValueInfo('window', DataType.Bool, ['pixels', 'pixels']);
    expectStays(
      edit(hidden, ({ inputs }) => ({ inputs: [...inputs, window] })),
      'it hides scores behind a Where',
    );
  });

  it('whose queries are normalised stays', () => {
    const normalised = replaceMaker(denoiser(), 'attn1/q_heads', [
      makeNode('Tanh', ['attn1/q_split'], ['attn1/q_normed']),
      makeNode('Transpose', ['attn1/q_normed'], ['attn1/q_heads'], { perm: [0, 2, 1, 3] }),
    ]);
    expectStays(normalised, 'Tanh "attn1/q_normed" stands between the projection and attention');
  });

  function expectStays(model: Model, reason: string): void {
    const { frame } = convertDenoiser(model);
    const result = fuseSelfAttention(frame);
    expect(result.skipped).toEqual([
      { node: expect.objectContaining({ name: 'attn1/weights' }) as Node, reason },
    ]);
    expect(result.fused).toEqual([]);
    expect(result.model).toBe(frame);
  }
});
