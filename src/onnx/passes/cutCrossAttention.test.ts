// What is refused, and that the message names the layer and the reason.

import { describe, expect, it } from 'vitest';
import { makeNode, makeValueInfo } from '../build.ts';
import { DataType } from '../dataType.ts';
import {
  CrossAttentionCutError,
  JointAttentionError,
  LocalFunctionsError,
  NoCrossAttentionError,
  PromptSplitError,
} from '../errors.ts';
import { replaceUses } from '../graph.ts';
import type { Model } from '../ir.ts';
import { denoiser, type Core } from '../testing/denoiser.ts';
import { edit, replaceMaker } from '../testing/edit.ts';
import { stockFixtures, stockModel } from '../testing/stock.ts';
import { convertDenoiser } from './convertDenoiser.ts';
import { findAttention } from './findAttention.ts';
import { openDenoiser } from './openDenoiser.ts';

const FLOAT = DataType.Float32;

function withAttribute(core: Core, name: string, value: number): Model {
  return edit(denoiser({ core }), ({ nodes }) => ({
    nodes: nodes.map((node) =>
      node.opType.endsWith('Attention')
        ? {
            ...node,
            attributes: new Map([...node.attributes, [name, { kind: 'int', value: BigInt(value) }]]),
          }
        : node,
    ),
  }));
}

const feed = (model: Model, name: string, ...dims: (string | number)[]) =>
  edit(model, ({ inputs }) => ({ inputs: [...inputs, makeValueInfo(name, FLOAT, dims)] }));

describe('a cross-attention that cannot be cut', () => {
  it.each<[string, Model, string]>([
    [
      'whose keys are normalised',
      replaceMaker(denoiser(), 'attn2/k_heads', [
        makeNode('Tanh', ['attn2/k_split'], ['attn2/k_normed']),
        makeNode('Transpose', ['attn2/k_normed'], ['attn2/k_heads'], { perm: [0, 2, 3, 1] }),
      ]),
      'Tanh "attn2/k_normed" stands between the projection and attention',
    ],
    ['that is causal', withAttribute('Attention 4-D', 'is_causal', 1), 'it is causal'],
    [
      'whose result goes elsewhere',
      replaceMaker(denoiser(), 'attn2/out', [makeNode('Neg', ['attn2/attended'], ['attn2/out'])]),
      'goes to Neg "attn2/out", which is no output projection',
    ],
    ['whose heads have no multiple of 4 channels', denoiser({ heads: 4 }), 'its heads have 2 channels'],
    [
      'whose factor is fed',
      feed(
        replaceMaker(denoiser({ core: 'softmax with scores scaled' }), 'attn2/scores', [
          makeNode('Mul', ['attn2/products', 'temperature'], ['attn2/scores']),
        ]),
        'temperature',
        1,
      ),
      'the factor on its scores is not known',
    ],
    [
      'with a bias that is no mask',
      feed(
        replaceMaker(denoiser(), 'attn2/scores', [
          makeNode('MatMul', ['attn2/q_scaled', 'attn2/k_scaled'], ['attn2/bare']),
          makeNode('Add', ['attn2/bare', 'bias'], ['attn2/scores']),
        ]),
        'bias',
        'pixels',
        'sequence_length',
      ),
      'its mask "bias" weighs tokens instead of hiding them',
    ],
  ])('%s is named with the reason', (_, model, reason) => {
    expect(() => convertDenoiser(model)).toThrow(CrossAttentionCutError);
    expect(() => convertDenoiser(model)).toThrow(reason);
    expect(() => convertDenoiser(model)).toThrow(/"attn2/);
  });
});

it('one cross-attention among others that cannot be cut refuses the model', () => {
  const stock = stockFixtures.find(({ file }) => file === 'sd21-torchscript17.onnx')!;
  const { model } = openDenoiser(stockModel(stock));
  const last = findAttention(model.graph).layers.findLast(({ kind }) => kind === 'cross')!;
  expect(last.cut.matched).toBe(true);
  const key = last.cut.matched ? last.cut.value.key.tensor : '';
  const split = model.graph.nodes.find(({ opType, inputs }) => opType === 'Reshape' && inputs[0] === key)!;
  const [heads = ''] = split.outputs;
  const normed = replaceUses(model.graph, heads, 'normed');
  const nodes = [...normed.nodes, makeNode('Tanh', [heads], ['normed'])];
  const broken = { ...model, graph: { ...normed, nodes } };
  expect(() => convertDenoiser(broken)).toThrow(CrossAttentionCutError);
  expect(() => convertDenoiser(broken)).toThrow(
    `"${last.name}" cannot be replaced: Tanh "normed" stands between the projection and attention`,
  );
});

describe('a model without a place for a negative prompt', () => {
  it('has no attention at all', () => {
    const bare = replaceMaker(denoiser(), 'out_sample', [makeNode('Neg', ['sample'], ['out_sample'])]);
    expect(() =>
      convertDenoiser({ ...bare, graph: { ...bare.graph, nodes: bare.graph.nodes.slice(-1) } }),
    ).toThrow(NoCrossAttentionError);
  });

  it('reads its prompt as one more image', () => {
    const renamed = edit(denoiser(), ({ inputs, nodes }) => ({
      inputs: inputs.map((info) =>
        info.name === 'sample' ? info : makeValueInfo('style', FLOAT, [1, 9, 6]),
      ),
      nodes: nodes.map((node) => ({
        ...node,
        inputs: node.inputs.map((name) => (name === 'encoder_hidden_states' ? 'style' : name)),
      })),
    }));
    expect(() => convertDenoiser(renamed)).toThrow('all its 2 attention layers read one sequence');
  });

  it('joins image and text in one attention', () => {
    const joint = replaceMaker(denoiser(), 'attn2/k_split', [
      makeNode('Concat', ['attn2/k', 'attn1/q'], ['attn2/k_joint'], { axis: 1 }),
      makeNode('Reshape', ['attn2/k_joint', 'split'], ['attn2/k_split']),
    ]);
    expect(() => convertDenoiser(joint)).toThrow(JointAttentionError);
    expect(() => convertDenoiser(joint)).toThrow(/"attn2.* is joint attention/);
  });

  it('hides its nodes in functions', () => {
    const local = { domain: 'pkg', name: 'attention', calls: [], bytes: new Uint8Array() };
    expect(() => convertDenoiser({ ...denoiser(), functions: [local] })).toThrow(LocalFunctionsError);
    expect(() => convertDenoiser({ ...denoiser(), functions: [local] })).toThrow('pkg::attention');
  });

  it('reads its prompt for the picture itself as well', () => {
    const leaking = edit(denoiser(), ({ nodes }) => ({
      nodes: [
        ...nodes.slice(0, -1),
        makeNode('ReduceMean', ['encoder_hidden_states'], ['mean'], { keepdims: 1 }),
        makeNode('Add', ['between', 'mean'], ['tinted']),
        makeNode('Add', ['tinted', 'attn2/out'], ['out_sample']),
      ],
    }));
    expect(() => convertDenoiser(leaking)).toThrow(PromptSplitError);
    expect(() => convertDenoiser(leaking)).toThrow('"mean" (ReduceMean) reads "encoder_hidden_states"');
  });
});

describe('the text input', () => {
  const renamed = (name: string, tokens: string | number): Model =>
    edit(denoiser(), ({ inputs, nodes }) => ({
      inputs: inputs.map((info) =>
        info.name === 'sample' ? info : makeValueInfo(name, FLOAT, [1, tokens, 6]),
      ),
      nodes: nodes.map((node) => ({
        ...node,
        inputs: node.inputs.map((input) => (input === 'encoder_hidden_states' ? name : input)),
      })),
    }));
  const kinds = (model: Model) =>
    findAttention(openDenoiser(model).model.graph).layers.map(({ kind }) => kind);

  it.each([
    ['context', 9],
    ['states', 77],
    ['states', 'sequence_length'],
  ])('may be called %s and have %s tokens', (name, tokens) => {
    expect(kinds(renamed(name, tokens))).toEqual(['self', 'cross']);
  });

  it('is not guessed where two inputs look like it', () => {
    expect(kinds(feed(renamed('states', 77), 'other', 1, 77, 6))).toEqual(['self', 'self']);
  });
});
