// One small denoiser in every form that attention comes in: they all have to become the same two graphs.

import * as ort from 'onnxruntime-web/wasm';
import { describe, expect, it } from 'vitest';
import { compareArrays } from '../../lib/compare.ts';
import { nasaCrossAttentionReference } from '../../runtime/ops/nasaCrossAttention.ref.ts';
import { makeNode } from '../build.ts';
import { DataType } from '../dataType.ts';
import type { Model } from '../ir.ts';
import { CORES, denoiser, SIZES, type DenoiserOptions } from '../testing/denoiser.ts';
import { edit, replaceMaker } from '../testing/edit.ts';
import { numbers, runModel, type OrtTensors } from '../testing/ort.ts';
import { randomSource } from '../testing/random.ts';
import { convertDenoiser } from './convertDenoiser.ts';
import { GUIDANCE_SCALE, nasaToStockOperators } from './nasaToStockOperators.ts';

const [BATCH, PIXELS, POSITIVE, NEGATIVE] = [2, 5, 3, 4];

function tensor(seed: number, ...dims: number[]): ort.Tensor {
  const random = randomSource(seed);
  const length = dims.reduce((product, dimension) => product * dimension, 1);
  return new ort.Tensor('float32', Float32Array.from({ length }, random.signed), dims);
}

const sample = tensor(1, BATCH, PIXELS, SIZES.width);
const positive = tensor(2, BATCH, POSITIVE, SIZES.context);
const negative = tensor(3, BATCH, NEGATIVE, SIZES.context);

const stock = (model: Model) =>
  runModel(
    model,
    new Map([
      ['sample', sample],
      ['encoder_hidden_states', positive],
    ]),
  );

async function keysAndValues(prompt: Model, sign: string, states: ort.Tensor): Promise<OrtTensors> {
  const tensors = await runModel(prompt, new Map([['encoder_hidden_states', states]]));
  return new Map([...tensors].map(([name, value]) => [`${sign}_${name}`, value]));
}

async function converted(model: Model, scale: number): Promise<number[]> {
  const { prompt, frame } = convertDenoiser(model);
  const feeds: OrtTensors = new Map([
    ['sample', sample],
    ...(await keysAndValues(prompt, 'positive', positive)),
    ...(await keysAndValues(prompt, 'negative', negative)),
    [GUIDANCE_SCALE, new ort.Tensor('float32', Float32Array.of(scale), [1])],
  ]);
  return numbers((await runModel(nasaToStockOperators(frame), feeds)).get('out_sample'));
}

const forms: DenoiserOptions[] = [
  ...CORES.map((core) => ({ core })),
  ...CORES.map((core) => ({ core, scale: 0.9 })),
  { projection: 'Gemm' },
];

/** ONNX Runtime's CPU refuses the stock model with packed attention. */
const runByOrt = forms.filter(({ core }) => core !== 'MultiHeadAttention packed');
/** A bias makes another model of it. */
const sameAsRaw = forms.filter(({ core }) => core !== 'MultiHeadAttention with bias');

describe('a converted denoiser', () => {
  it.each(forms)('with %o gets the inputs and outputs of the embedded model', (options) => {
    const { prompt, frame, skipped } = convertDenoiser(denoiser(options));
    const names = (infos: readonly { readonly name: string }[]) => infos.map(({ name }) => name);
    expect(names(prompt.graph.inputs)).toEqual(['encoder_hidden_states']);
    expect(names(prompt.graph.outputs)).toEqual(['key_0', 'value_0']);
    expect(names(frame.graph.inputs)).toEqual([
      'sample',
      'positive_key_0',
      'positive_value_0',
      'negative_key_0',
      'negative_value_0',
    ]);
    expect(frame.graph.nodes.filter(({ domain }) => domain === 'steeraway')).toHaveLength(1);
    expect(frame.graph.nodes.some(({ opType, domain }) => opType === 'Attention' && domain === '')).toBe(
      false,
    );
    expect(skipped).toEqual([]);
  });

  it.each(runByOrt)('with %o draws at scale 0 what the stock model draws', async (options) => {
    const before = numbers((await stock(denoiser(options))).get('out_sample'));
    expect(compareArrays(await converted(denoiser(options), 0), before, { maxAbs: 1e-5 })).toBeUndefined();
  });

  it.each(sameAsRaw)('with %o draws at scale 0.7 what raw attention draws', async (options) => {
    const raw = await converted(denoiser({ scale: options.scale }), 0.7);
    expect(compareArrays(await converted(denoiser(options), 0.7), raw, { maxAbs: 1e-5 })).toBeUndefined();
  });
});

it('casts back where attention alone ran in another type', async () => {
  const half = (name: string) => makeNode('Cast', [name], [`${name}/half`], { to: DataType.Float16 });
  const parts = ['q_heads', 'k_heads', 'v_heads'].map((part) => `attn2/${part}`);
  const narrow = replaceMaker(
    replaceMaker(denoiser(), 'attn2/out', [
      half('attn2/to_out'),
      makeNode('MatMul', ['attn2/attended', 'attn2/to_out/half'], ['attn2/out/half']),
      makeNode('Cast', ['attn2/out/half'], ['attn2/out'], { to: DataType.Float32 }),
    ]),
    'attn2/scores',
    [
      ...parts.map(half),
      makeNode('MatMul', ['attn2/q_heads/half', 'attn2/k_heads/half'], ['attn2/products']),
      half('factor'),
      makeNode('Mul', ['attn2/products', 'factor/half'], ['attn2/scores']),
    ],
  );
  const model = edit(narrow, ({ nodes }) => ({
    nodes: nodes.map((node) =>
      node.outputs[0] === 'attn2/rows' ? { ...node, inputs: ['attn2/weights', 'attn2/v_heads/half'] } : node,
    ),
  }));
  const before = numbers((await stock(model)).get('out_sample'));
  expect(compareArrays(await converted(model, 0), before, { maxAbs: 5e-3 })).toBeUndefined();
});

it('steers by the formula of the paper', async () => {
  const { prompt, frame } = convertDenoiser(denoiser());
  const [nasa] = frame.graph.nodes.filter(({ domain }) => domain === 'steeraway');
  const isolated: Model = {
    ...frame,
    graph: {
      ...frame.graph,
      nodes: [{ ...nasa!, inputs: ['sample', ...nasa!.inputs.slice(1)], outputs: ['out_sample'] }],
    },
  };
  const [plus, minus] = [
    await keysAndValues(prompt, 'positive', positive),
    await keysAndValues(prompt, 'negative', negative),
  ];
  const scale = new ort.Tensor('float32', Float32Array.of(0.7), [1]);
  const feeds: OrtTensors = new Map([['sample', sample], ...plus, ...minus, [GUIDANCE_SCALE, scale]]);
  const actual = (await runModel(nasaToStockOperators(isolated), feeds)).get('out_sample');
  const branch = (tensors: OrtTensors, sign: string, count: number) => ({
    key: numbers(tensors.get(`${sign}_key_0`)),
    value: numbers(tensors.get(`${sign}_value_0`)),
    count,
  });
  const problem = {
    batch: BATCH,
    queries: PIXELS,
    heads: SIZES.heads,
    headSize: SIZES.headSize,
    softmaxScale: 1 / Math.sqrt(SIZES.headSize),
    query: numbers(sample),
    positive: branch(plus, 'positive', POSITIVE),
    negative: branch(minus, 'negative', NEGATIVE),
  };
  const expected = nasaCrossAttentionReference(problem, { mode: 'nasa', scale: 0.7 });
  expect(compareArrays(numbers(actual), expected, { maxAbs: 1e-5 })).toBeUndefined();
});
