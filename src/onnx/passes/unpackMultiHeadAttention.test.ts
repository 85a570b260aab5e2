// Packed attention and biases come apart; what cannot is left with the reason.

import { expect, it } from 'vitest';
import { makeFloatTensor, makeGraph, makeModel, makeNode, makeValueInfo } from '../build.ts';
import { DataType } from '../dataType.ts';
import type { Model } from '../ir.ts';
import { attentionToMultiHead } from './attentionToMultiHead.ts';
import { unpackMultiHeadAttention } from './unpackMultiHeadAttention.ts';

function attention(
  type: string,
  inputs: readonly (readonly [string, readonly (number | string)[]])[],
  attributes: Record<string, number> = {},
): Model {
  const names = inputs.map(([name]) => name);
  return makeModel(
    makeGraph({
      nodes: [makeNode(type, names, ['y'], attributes)],
      inputs: inputs
        .filter(([name]) => name !== '' && name !== 'bias')
        .map(([name, dims]) => makeValueInfo(name, DataType.Float32, dims)),
      outputs: [makeValueInfo('y', DataType.Float32)],
      initializers: [
        makeFloatTensor('bias', [24], new Array<number>(24).fill(names.includes('bias') ? 1 : 0)),
      ],
    }),
  );
}

const MHA = 'com.microsoft::MultiHeadAttention';
const FLAT = ['B', 'L', 8] as const;
const HEADS = ['B', 2, 'L', 4] as const;
const operators = ({ graph }: Model) => graph.nodes.map(({ opType }) => opType);

it('slices queries, keys and values out of [B, L, N, 3, H]', () => {
  const { model, skipped } = unpackMultiHeadAttention(
    attention(MHA, [['qkv', ['B', 'L', 2, 3, 4]]], { num_heads: 2 }),
  );
  expect(operators(model)).toEqual([
    'Slice',
    'Reshape',
    'Slice',
    'Reshape',
    'Slice',
    'Reshape',
    'MultiHeadAttention',
  ]);
  expect(model.graph.nodes.at(-1)?.inputs).toEqual(['y/part_0/flat', 'y/part_1/flat', 'y/part_2/flat']);
  expect(skipped).toEqual([]);
});

it('adds a bias in front, its three parts being views of the weights', () => {
  const before = attention(
    MHA,
    [
      ['q', FLAT],
      ['k', FLAT],
      ['v', FLAT],
      ['bias', [24]],
    ],
    { num_heads: 2 },
  );
  const { model } = unpackMultiHeadAttention(before);
  expect(operators(model)).toEqual(['Add', 'Add', 'Add', 'MultiHeadAttention']);
  const parts = [...model.graph.initializers.values()].filter(({ name }) => name.startsWith('y/'));
  expect(parts.map(({ dims }) => dims)).toEqual([[8], [8], [8]]);
  expect(
    parts.every(({ bytes }) => bytes.buffer === before.graph.initializers.get('bias')?.bytes.buffer),
  ).toBe(true);
});

it.each([
  [
    'of unknown shape',
    [['qkv', ['B', 'L', 'N', 3, 'H']]] as const,
    '"qkv" is not known to be [batch, tokens, heads, 3,',
  ],
  [
    'of another shape',
    [
      ['q', FLAT],
      ['kv', ['B', 'L', 2, 4, 4]],
    ] as const,
    '"kv" is not known to be',
  ],
])('leaves a packed input %s', (_, inputs, reason) => {
  const before = attention(MHA, inputs, { num_heads: 2 });
  const { model, skipped } = unpackMultiHeadAttention(before);
  expect(model.graph.nodes).toEqual(before.graph.nodes);
  expect(skipped.map((left) => left.reason)).toEqual([expect.stringContaining(reason)]);
});

it.each([
  [
    'a mask',
    [
      ['q', HEADS],
      ['k', HEADS],
      ['v', HEADS],
      ['mask', ['B', 1, 'L', 'L']],
    ] as const,
    {},
    'it has a mask',
  ],
  [
    'causality',
    [
      ['q', HEADS],
      ['k', HEADS],
      ['v', HEADS],
    ] as const,
    { is_causal: 1 },
    'it is causal',
  ],
  [
    'heads of unknown number',
    [
      ['q', ['B', 'N', 'L', 4]],
      ['k', HEADS],
      ['v', HEADS],
    ] as const,
    {},
    'heads are not fixed',
  ],
  [
    'fewer heads for keys',
    [
      ['q', HEADS],
      ['k', ['B', 1, 'L', 4]],
      ['v', HEADS],
    ] as const,
    {},
    'different heads',
  ],
])('leaves ai.onnx Attention with %s', (_, inputs, attributes, reason) => {
  const before = attention('Attention', inputs, attributes);
  const { model, skipped } = attentionToMultiHead(before);
  expect(model.graph.nodes).toEqual(before.graph.nodes);
  expect(skipped.map((left) => left.reason)).toEqual([expect.stringContaining(reason)]);
});
