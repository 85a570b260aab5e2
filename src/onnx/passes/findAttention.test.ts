// Kinds of attention by data flow alone, on graphs that no exporter of ours writes; real exports: stock.test.ts.

import { describe, expect, it } from 'vitest';
import {
  makeFloatTensor,
  makeGraph,
  makeInt64Tensor,
  makeModel,
  makeNode,
  makeTensor,
  makeValueInfo,
} from '../build.ts';
import { DataType } from '../dataType.ts';
import type { Model, Node, Tensor } from '../ir.ts';
import { findAttention } from './findAttention.ts';
import { openDenoiser } from './openDenoiser.ts';

const WIDTH = 8;
const weight = (name: string) =>
  makeFloatTensor(name, [WIDTH, WIDTH], new Array<number>(WIDTH * WIDTH).fill(0.1));
const project = (name: string, source: string) => makeNode('MatMul', [source, `${name}/weight`], [name]);
const heads = (name: string, perm = [0, 2, 1, 3]) => [
  makeNode('Reshape', [name, 'split'], [`${name}/split`]),
  makeNode('Transpose', [`${name}/split`], [`${name}/heads`], { perm }),
];

/** softmax(Q K^T / 2) V over operands that have their heads apart. */
function core(name: string, query: string, key: string, value: string): Node[] {
  return [
    makeNode('MatMul', [query, key], [`${name}/products`]),
    makeNode('Mul', [`${name}/products`, 'half'], [`${name}/scores`]),
    makeNode('Softmax', [`${name}/scores`], [`${name}/weights`], { axis: -1 }),
    makeNode('MatMul', [`${name}/weights`, value], [`${name}/rows`]),
    makeNode('Transpose', [`${name}/rows`], [`${name}/merged`], { perm: [0, 2, 1, 3] }),
    makeNode('Reshape', [`${name}/merged`, 'merge'], [`${name}/attended`]),
    makeNode('MatMul', [`${name}/attended`, `${name}/out/weight`], [`${name}/out`]),
  ];
}

function attention(name: string, image: string, source: string): Node[] {
  return [
    ...[project(`${name}/q`, image), project(`${name}/k`, source), project(`${name}/v`, source)],
    ...[...heads(`${name}/q`), ...heads(`${name}/k`, [0, 2, 3, 1]), ...heads(`${name}/v`)],
    ...core(name, `${name}/q/heads`, `${name}/k/heads`, `${name}/v/heads`),
  ];
}

function model(
  nodes: readonly Node[],
  output: string,
  extra: readonly Tensor[] = [],
  tokens: string | number = 'S',
): Model {
  const projections = nodes.flatMap(({ inputs }) => inputs.filter((name) => name.endsWith('/weight')));
  const float = (name: string, ...dims: (string | number)[]) => makeValueInfo(name, DataType.Float32, dims);
  return makeModel(
    makeGraph({
      nodes,
      inputs: [
        float('sample', 1, tokens, WIDTH),
        float('encoder_hidden_states', 1, 'T', WIDTH),
        float('image_ids', 'S', 3),
        float('timestep', 1),
      ],
      outputs: [float(output)],
      initializers: [
        ...projections.map(weight),
        makeInt64Tensor('split', [4], [0, 0, 2, 4]),
        makeInt64Tensor('merge', [3], [0, 0, WIDTH]),
        makeFloatTensor('half', [], [0.5]),
        ...extra,
      ],
    }),
  );
}

const find = (source: Model) => findAttention(openDenoiser(source).model.graph);
const kinds = (source: Model) => find(source).layers.map(({ kind }) => kind);

describe('the kind of attention', () => {
  /** Image and text as one sequence. */
  const stream = makeNode('Concat', ['encoder_hidden_states', 'sample'], ['stream'], { axis: 1 });
  const single = attention('single', 'stream', 'stream');

  /** Keys and values of image and text side by side, as in the double blocks of Flux and in SD3. */
  const double = [
    ...[project('double/q', 'sample'), ...heads('double/q')],
    ...['k', 'v'].flatMap((part) => [
      project(`double/${part}/image`, 'sample'),
      project(`double/${part}/text`, 'encoder_hidden_states'),
      makeNode('Concat', [`double/${part}/text`, `double/${part}/image`], [`double/${part}`], { axis: 1 }),
      ...heads(`double/${part}`, part === 'k' ? [0, 2, 3, 1] : undefined),
    ]),
    ...core('double', 'double/q/heads', 'double/k/heads', 'double/v/heads'),
  ];

  it('is joint where keys come from two sequences, and in every mixed stream after that', () => {
    const nodes = [...double, stream, ...single, makeNode('Add', ['double/out', 'single/out'], ['y'])];
    expect(kinds(model(nodes, 'y'))).toEqual(['joint', 'joint']);
  });

  it('is self for a mixed stream in a model without joint attention', () => {
    expect(kinds(model([stream, ...single], 'single/out'))).toEqual(['self']);
  });

  it('is cross where the prompt is projected and normalised first, as in PixArt and SANA', () => {
    const nodes = [
      project('caption', 'encoder_hidden_states'),
      makeNode('Tanh', ['caption'], ['caption/act']),
      ...attention('attn2', 'sample', 'caption/act'),
    ];
    expect(kinds(model(nodes, 'attn2/out'))).toEqual(['cross']);
  });

  it('does not take rotary positions for a second source', () => {
    const rotary = [
      makeNode('MatMul', ['image_ids', 'frequencies'], ['angles']),
      makeNode('Cos', ['angles'], ['cos']),
      ...[project('attn/q', 'sample'), project('attn/k', 'sample'), project('attn/v', 'sample')],
      makeNode('Mul', ['attn/k', 'cos'], ['attn/rotated']),
      ...[...heads('attn/q'), ...heads('attn/rotated', [0, 2, 3, 1]), ...heads('attn/v')],
      ...core('attn', 'attn/q/heads', 'attn/rotated/heads', 'attn/v/heads'),
    ];
    const frequencies = makeFloatTensor('frequencies', [3, WIDTH], new Array<number>(3 * WIDTH).fill(1));
    expect(kinds(model(rotary, 'attn/out', [frequencies]))).toEqual(['self']);
  });

  it('follows the time step nowhere: text that it modulates is no text alone', () => {
    const nodes = [
      makeNode('Mul', ['encoder_hidden_states', 'timestep'], ['modulated']),
      ...attention('attn', 'sample', 'modulated'),
    ];
    expect(kinds(model(nodes, 'attn/out'))).toEqual(['self']);
  });
});

describe('a layer', () => {
  it('has the number of its queries where the size of the picture is fixed', () => {
    const [layer] = find(
      model(attention('attn2', 'sample', 'encoder_hidden_states'), 'attn2/out', [], 64),
    ).layers;
    expect(layer).toMatchObject({ kind: 'cross', heads: 2, width: WIDTH, headSize: 4, tokens: 64 });
    expect(layer?.cut).toMatchObject({ matched: true, value: { scale: 0.5 } });
  });

  it('has the factor that ONNX Runtime moved into its FusedMatMul', () => {
    const fused = attention('attn2', 'sample', 'encoder_hidden_states').flatMap((node) => {
      if (node.outputs[0] === 'attn2/scores') return [];
      if (node.outputs[0] !== 'attn2/products') return [node];
      const alpha = { kind: 'float', value: 0.25 } as const;
      return [makeNode('com.microsoft::FusedMatMul', node.inputs, ['attn2/scores'], { alpha })];
    });
    const [layer] = find(model(fused, 'attn2/out')).layers;
    expect(layer?.cut).toMatchObject({ matched: true, value: { scale: 0.25 } });
  });

  it('is recognised with weights that are quantised on the fly, and says why it cannot be cut', () => {
    const quantised = attention('attn2', 'sample', 'encoder_hidden_states').flatMap((node) =>
      node.outputs[0] !== 'attn2/k'
        ? [node]
        : [
            makeNode(
              'DynamicQuantizeLinear',
              ['encoder_hidden_states'],
              ['text/int8', 'text/scale', 'text/zero'],
            ),
            makeNode('MatMulInteger', ['text/int8', 'attn2/k/int8', 'text/zero'], ['attn2/k/int32']),
            makeNode('Cast', ['attn2/k/int32'], ['attn2/k/float'], { to: DataType.Float32 }),
            makeNode('Mul', ['attn2/k/float', 'text/scale'], ['attn2/k']),
          ],
    );
    const int8 = makeTensor('attn2/k/int8', DataType.Int8, [WIDTH, WIDTH], new Int8Array(WIDTH * WIDTH));
    const [layer] = find(model(quantised, 'attn2/out', [int8])).layers;
    expect(layer?.kind).toBe('cross');
    expect(layer?.cut).toMatchObject({
      matched: false,
      reason: expect.stringContaining('Mul "attn2/k"') as string,
    });
  });
});

describe('a softmax that is no attention', () => {
  it.each([
    [
      'over weights of experts',
      [makeNode('Softmax', ['sample'], ['y'], { axis: -1 })],
      'its scores are no product',
    ],
    [
      'over channels',
      [makeNode('MatMul', ['sample', 'sample'], ['x']), makeNode('Softmax', ['x'], ['y'], { axis: 1 })],
      'last axis',
    ],
    [
      'of similarities',
      [makeNode('MatMul', ['sample', 'sample'], ['x']), makeNode('Softmax', ['x'], ['y'], { axis: -1 })],
      'not multiplied with values',
    ],
  ])('%s is listed with the reason', (_, nodes, reason) => {
    const { layers, skipped } = find(model(nodes, 'y'));
    expect(layers).toEqual([]);
    expect(skipped.map((anchor) => anchor.reason)).toEqual([expect.stringContaining(reason)]);
  });
});
