// FLOPs of single operators, worked out by hand, and what is refused.

import { describe, expect, it } from 'vitest';
import { makeGraph, makeModel, makeNode, makeValueInfo } from '../build.ts';
import type { AttributeInput } from '../build.ts';
import { DataType } from '../dataType.ts';
import { modelFromText } from '../testing/graphText.ts';
import { UnknownCostError, UnknownFeedShapeError } from './errors.ts';
import { modelCost } from './modelCost.ts';

type Attributes = Readonly<Record<string, AttributeInput>>;

/** Counts a model of one node; `shapes` are those of its inputs, as `2x3x4 4x5`. */
function costOf(opType: string, shapes: string, attributes: Attributes) {
  const feeds = new Map(
    shapes.split(' ').map((shape, index) => [`input_${index}`, shape.split('x').map(Number)] as const),
  );
  const graph = makeGraph({
    nodes: [makeNode(opType, [...feeds.keys()], ['output'], attributes, 'the node')],
    inputs: [...feeds.keys()].map((name) => makeValueInfo(name, DataType.Float32)),
    outputs: [makeValueInfo('output', DataType.Float32)],
  });
  const { flops, outputs } = modelCost(makeModel(graph), feeds);
  return { flops, shape: outputs.get('output')?.join('x') };
}

const MULTI_HEAD = 'com.microsoft::MultiHeadAttention';
const NASA = 'steeraway::NasaCrossAttention';
const heads = { num_heads: 3 };
const padded = { pads: [1, 1, 1, 1] };
const threeHeads = { q_num_heads: 3, kv_num_heads: 3 };
const fourBits = { K: 32, N: 8, bits: 4, block_size: 16 };

describe('two FLOPs a multiply-add', () => {
  it.each<[string, string, string, Attributes, number, string]>([
    ['a product', 'MatMul', '2x3x4 4x5', {}, 2 * (2 * 3 * 5) * 4, '2x3x5'],
    ['a broadcast batch', 'MatMul', '6x1x3x4 7x4x5', {}, 2 * (6 * 7 * 3 * 5) * 4, '6x7x3x5'],
    ['Gemm, transposed', 'Gemm', '4x3 5x4 5', { transA: 1, transB: 1 }, 2 * (3 * 5) * 4, '3x5'],
    ['4-bit weights', 'com.microsoft::MatMulNBits', '1x3x32 8x2x8 16', fourBits, 2 * (3 * 8) * 32, '1x3x8'],
    ['FusedMatMul', 'com.microsoft::FusedMatMul', '2x3x4 2x5x4', { transB: 1 }, 2 * (2 * 3 * 5) * 4, '2x3x5'],
    ['Einsum', 'Einsum', '2x3x4 2x5x4', { equation: 'b i d, b j d -> b i j' }, 2 * (2 * 3 * 5) * 4, '2x3x5'],
    ['Einsum that transposes', 'Einsum', '1x2x3x4', { equation: 'nhwc->nchw' }, 0, '1x4x2x3'],
    ['a convolution', 'Conv', '1x8x6x6 16x8x3x3 16', padded, 2 * (16 * 6 * 6) * (8 * 9), '1x16x6x6'],
    ['strides', 'Conv', '1x8x9x9 16x8x3x3', { strides: [2, 1] }, 2 * (16 * 4 * 7) * (8 * 9), '1x16x4x7'],
    ['dilations', 'Conv', '1x8x9x9 16x8x3x3', { dilations: [2, 1] }, 2 * (16 * 5 * 7) * (8 * 9), '1x16x5x7'],
    ['groups', 'Conv', '1x8x6x6 8x1x3x3', { auto_pad: 'SAME_UPPER' }, 2 * (8 * 6 * 6) * 9, '1x8x6x6'],
    [
      'channels last',
      'com.microsoft::NhwcConv',
      '1x6x6x8 9x3x3x8',
      padded,
      2 * (9 * 36) * (8 * 9),
      '1x6x6x9',
    ],
    ['heads apart', 'Attention', '2x3x10x4 2x3x7x4 2x3x7x5', {}, 2 * (2 * 3 * 10 * 7) * (4 + 5), '2x3x10x5'],
    ['heads together', 'Attention', '2x10x12 2x7x12 2x7x12', threeHeads, 2 * (2 * 10 * 7) * 24, '2x10x12'],
    [
      'with projections',
      'com.microsoft::Attention',
      '2x10x12 12x36',
      heads,
      2 * 20 * 12 * (36 + 20),
      '2x10x12',
    ],
    ['multi-head', MULTI_HEAD, '2x10x12 2x7x12 2x7x12', heads, 2 * 2 * (2 * 10 * 12) * 7, '2x10x12'],
    [
      'multi-head, K and V packed',
      MULTI_HEAD,
      '2x10x12 2x7x3x2x4',
      heads,
      2 * 2 * (2 * 10 * 12) * 7,
      '2x10x12',
    ],
    [
      'multi-head, K [B, N, T, H]',
      MULTI_HEAD,
      '2x10x12 2x3x7x4',
      heads,
      2 * 2 * (2 * 10 * 12) * 7,
      '2x10x12',
    ],
    ['multi-head, all packed', MULTI_HEAD, '2x10x3x3x4', heads, 2 * 2 * (2 * 10 * 12) * 10, '2x10x12'],
    ['our op', NASA, '1x10x12 1x7x12 1x7x12 1x5x12 1x5x12', heads, 2 * 2 * (10 * 12) * (7 + 5), '1x10x12'],
    [
      'our op, no negative',
      NASA,
      '1x10x12 1x7x12 1x7x12 1x0x12 1x0x12',
      heads,
      2 * 2 * (10 * 12) * 7,
      '1x10x12',
    ],
    ['softmax', 'Softmax', '2x3x4', {}, 0, '2x3x4'],
  ])('%s', (_, opType, shapes, attributes, flops, shape) => {
    expect(costOf(opType, shapes, attributes)).toEqual({ flops, shape });
  });

  it('adds up the nodes that multiply and leaves out what nothing needs', () => {
    const model = modelFromText(`y = MatMul(x, x)
                                 z = Relu(y)
                                 out = MatMul(z, x)
                                 nobody = MatMul(out, x)`);
    const { flops, nodes } = modelCost(model, new Map([['x', [4, 4]]]));
    expect(nodes.map((entry) => [entry.node.outputs[0], entry.flops])).toEqual([
      ['y', 2 * 4 ** 3],
      ['out', 2 * 4 ** 3],
    ]);
    expect(flops).toBe(2 * (2 * 4 ** 3));
  });
});

describe('what is refused', () => {
  it.each<[string, string, string, Attributes, RegExp]>([
    [
      'an unknown operator',
      'GridSample',
      '1x2x3x4 1x3x4x2',
      {},
      /"the node" \(ai\.onnx::GridSample\).*nobody/,
    ],
    ['one of another domain', 'elsewhere::MatMul', '3x4 4x5', {}, /elsewhere::MatMul/],
    ['a shape that depends on values', 'Reshape', '3x4 2', {}, /"the node".*"output" does not follow/],
    ['shapes that do not fit', 'com.microsoft::Attention', '1x10x12 12x35', {}, /"output" does not follow/],
    ['causal attention', 'Attention', '1x2x8x4 1x2x8x4 1x2x8x4', { is_causal: 1 }, /not counted/],
    ['a product of three', 'Einsum', '2x3 3x4 4x5', { equation: 'ab,bc,cd->ad' }, /not counted/],
  ])('%s', (_, opType, shapes, attributes, message) => {
    const run = () => costOf(opType, shapes, attributes);
    expect(run).toThrow(UnknownCostError);
    expect(run).toThrow(message);
  });

  it('a feed without a shape', () => {
    const run = () => modelCost(modelFromText('out = Relu(x)'), new Map());
    expect(run).toThrow(UnknownFeedShapeError);
    expect(run).toThrow(/"x"/);
  });
});
