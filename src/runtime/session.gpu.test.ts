// CustomOpSession on a hand-made model with two custom ops, against the same model from stock operators on wasm.

import { afterAll, describe, expect, test } from 'vitest';
import { compareArrays } from '../lib/compare.ts';
import {
  DataType,
  makeFloatTensor,
  makeGraph,
  makeModel,
  makeNode,
  makeValueInfo,
  type Model,
} from '../onnx/index.ts';
import { GpuRuntime } from './gpuRuntime.ts';
import { nasaCrossAttention } from './ops/nasaCrossAttention.ts';
import type { Tensor } from './ort.ts';
import { CustomOpSession, type SessionOptions } from './session.ts';
import { expectHealthyDevice, gpu as context } from './testing/gpu.ts';
import { floatTensor } from './values.ts';

const WIDTH = 8;
const ROWS = 5;
const gpu = new GpuRuntime(context);
const ON_GPU: SessionOptions = { label: 'test', provider: 'webgpu', gpu, ops: [nasaCrossAttention] };
const ON_CPU: SessionOptions = { label: 'test', provider: 'wasm' };

const value = (name: string, rows: number | string) =>
  makeValueInfo(name, DataType.Float32, [1, rows, WIDTH]);
const numbers = (count: number, phase: number) =>
  Array.from({ length: count }, (_, i) => Math.sin(i * 1.7 + phase));
const weight = (name: string, phase: number) =>
  makeFloatTensor(name, [WIDTH, WIDTH], numbers(WIDTH * WIDTH, phase));

const INPUTS = [
  value('x', ROWS),
  ...['pk', 'pv'].map((n) => value(n, 'T')),
  ...['nk', 'nv'].map((n) => value(n, 'N')),
];
const layers = (attention: (query: string, out: string) => ReturnType<typeof makeNode>[]) => [
  makeNode('MatMul', ['x', 'w0'], ['q0']),
  ...attention('q0', 'z0'),
  makeNode('Add', ['x', 'z0'], ['y0']),
  makeNode('MatMul', ['y0', 'w1'], ['q1']),
  ...attention('q1', 'z1'),
  makeNode('Add', ['y0', 'z1'], ['y']),
];

function model(nodes: ReturnType<typeof makeNode>[], inputs = INPUTS): Model {
  const names = ['z0', 'z1', 'q0', 'q1', 'y0'];
  return makeModel(
    makeGraph({
      nodes,
      inputs,
      outputs: [value('y', ROWS)],
      initializers: [
        weight('w0', 1),
        weight('w1', 2),
        makeFloatTensor('scaling', [1], [1 / Math.sqrt(WIDTH)]),
      ],
      valueInfo: names.map((name) => value(name, ROWS)),
    }),
  );
}

const custom = model(
  layers((query, out) => [
    makeNode('steeraway::NasaCrossAttention', [query, 'pk', 'pv', 'nk', 'nv'], [out], { num_heads: 1n }),
  ]),
);
const branch = (query: string, side: 'p' | 'n', out: string) => [
  makeNode('Transpose', [`${side}k`], [`${out}t`], { perm: [0, 2, 1] }),
  makeNode('MatMul', [query, `${out}t`], [`${out}s`]),
  makeNode('Mul', [`${out}s`, 'scaling'], [`${out}c`]),
  makeNode('Softmax', [`${out}c`], [`${out}p`], { axis: -1n }),
  makeNode('MatMul', [`${out}p`, `${side}v`], [out]),
];
const twin = model(
  layers((query, out) => [
    ...branch(query, 'p', `${out}_plus`),
    ...branch(query, 'n', `${out}_minus`),
    makeNode('Mul', [`${out}_minus`, 'alpha'], [`${out}_away`]),
    makeNode('Sub', [`${out}_plus`, `${out}_away`], [out]),
  ]),
  [...INPUTS, makeValueInfo('alpha', DataType.Float32, [1])],
);

function feeds(tokens: number, negativeTokens: number): Record<string, Tensor> {
  const tensor = (rows: number, phase: number) =>
    floatTensor('float32', Float32Array.from(numbers(rows * WIDTH, phase)), [1, rows, WIDTH]);
  const [pk, pv] = [tensor(tokens, 4), tensor(tokens, 5)];
  const [nk, nv] = [tensor(negativeTokens, 6), tensor(negativeTokens, 7)];
  return { x: tensor(ROWS, 3), pk, pv, nk, nv };
}

async function read(outputs: Record<string, Tensor>): Promise<Float32Array> {
  const data = (await outputs.y?.getData()) as Float32Array;
  outputs.y?.dispose();
  return data;
}

const session = await CustomOpSession.create(custom, ON_GPU);
const stock = await CustomOpSession.create(twin, ON_CPU);
afterAll(async () => {
  await session.release();
  await expectHealthyDevice();
});

describe('CustomOpSession', () => {
  test('has the names and shapes of the model', () => {
    expect(session.inputNames).toEqual(['x', 'pk', 'pv', 'nk', 'nv']);
    expect(session.outputNames).toEqual(['y']);
  });

  test.each([
    [7, 3, 0.7],
    [1, 9, 1.5],
    [16, 16, 1],
    [7, 3, 0],
  ])(
    'T+ = %i, T- = %i, alpha = %f: equals stock operators on wasm',
    async (tokens, negativeTokens, scale) => {
      const given = feeds(tokens, negativeTokens);
      const actual = await read(await session.run(given, { frame: { mode: 'nasa', scale } }));
      const expected = await read(
        await stock.run({ ...given, alpha: floatTensor('float32', Float32Array.of(scale), [1]) }),
      );
      expect(compareArrays(actual, expected, { maxAbs: 1e-5 })).toBeUndefined();
    },
  );

  test('mode none ignores the negative, and an empty negative is none, bit for bit', async () => {
    const plain = await read(await session.run(feeds(7, 3)));
    expect(await read(await session.run(feeds(7, 12), { frame: { mode: 'none', scale: 1 } }))).toEqual(plain);
    expect(await read(await session.run(feeds(7, 0), { frame: { mode: 'nasa', scale: 1 } }))).toEqual(plain);
  });

  test('runs of different scales do not mix, however they are queued', async () => {
    const given = feeds(7, 3);
    const scales = [0.2, 1.4, 0, 0.9];
    const one = async (scale: number) => read(await session.run(given, { frame: { mode: 'nasa', scale } }));
    const apart = [];
    for (const scale of scales) apart.push(await one(scale));
    expect(await Promise.all(scales.map(one))).toEqual(apart);
  });

  test('a hundred runs leave no buffer behind', async () => {
    const given = feeds(7, 3);
    for (let i = 0; i < 5; i++) await read(await session.run(given));
    const before = gpu.pool.count;
    for (let i = 0; i < 100; i++)
      await read(await session.run(given, { frame: { mode: 'nasa', scale: i / 100 } }));
    expect(gpu.pool.count).toBe(before);
  });

  test('an aborted run says so and the next one works', async () => {
    const signal = AbortSignal.abort();
    await expect(session.run(feeds(7, 3), { signal })).rejects.toMatchObject({ code: 'cancelled' });
    expect((await read(await session.run(feeds(7, 3)))).length).toBe(ROWS * WIDTH);
  });

  test.each([
    ['a missing feed', (given: Record<string, Tensor>) => ({ x: given.x! }), /lacks pk/],
    ['an unknown feed', (given: Record<string, Tensor>) => ({ ...given, w: given.x! }), /no input w/],
    [
      'a wrong shape',
      (given: Record<string, Tensor>) => ({ ...given, x: given.pk! }),
      /x must be \[1, 5, 8\]/,
    ],
  ])('%s is refused before ONNX Runtime sees it', async (_, change, message) => {
    const run = session.run(change(feeds(7, 3)));
    await expect(run).rejects.toMatchObject({
      code: 'invalid-feed',
      message: expect.stringMatching(message) as string,
    });
  });

  test('an unknown operator is named', async () => {
    const broken = model([makeNode('acme::Frobnicate', ['x'], ['y'])]);
    await expect(CustomOpSession.create(broken, ON_GPU)).rejects.toThrow(/Frobnicate/);
  });

  test('wasm refuses custom ops by name', async () => {
    const created = CustomOpSession.create(custom, { ...ON_CPU, ops: [nasaCrossAttention] });
    await expect(created).rejects.toMatchObject({ code: 'custom-op-needs-webgpu' });
  });

  test('a released session refuses to run', async () => {
    const short = await CustomOpSession.create(custom, ON_GPU);
    await short.release();
    await expect(short.run(feeds(7, 3))).rejects.toMatchObject({ code: 'session-released' });
  });
});
