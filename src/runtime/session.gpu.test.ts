// CustomOpSession on a hand-made model with two custom ops, against the same model from stock operators on wasm.

import { afterAll, describe, expect, test, vi } from 'vitest';
import { compareArrays } from '../lib/compare.ts';
import { float16ToFloat32 } from '../lib/float16.ts';
import { DataType, makeFloatTensor, makeGraph, makeModel, makeNode, makeValueInfo } from '../onnx/index.ts';
import { GpuRuntime } from './gpuRuntime.ts';
import { nasaCrossAttention } from './ops/nasaCrossAttention.ts';
import type { Tensor } from './ort.ts';
import { CustomOpSession, type SessionOptions } from './session.ts';
import { expectHealthyDevice, gpu as context, testFloat16 } from './testing/gpu.ts';
import { copyToGpu, floatTensor } from './values.ts';
import { custom, feeds, model, numbers, ROWS, toFloat16, twin, WIDTH } from './testing/twoLayerModel.ts';

const gpu = new GpuRuntime(context);
const ON_GPU: SessionOptions = { label: 'test', provider: 'webgpu', gpu, ops: [nasaCrossAttention] };
const HYBRID: SessionOptions = { ...ON_GPU, provider: 'wasm' };
const ON_CPU: SessionOptions = { label: 'test', provider: 'wasm' };

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
    expect(await read(await session.run(feeds(7, 12), { frame: { mode: 'none' } }))).toEqual(plain);
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

  test('with segments on wasm, the op still runs on the GPU: the same numbers, and no buffer left behind', async () => {
    const hybrid = await CustomOpSession.create(custom, HYBRID);
    const frame = { mode: 'nasa', scale: 0.7 } as const;
    const given = feeds(7, 3);
    const expected = await read(await session.run(given, { frame }));
    const { y } = await hybrid.run(given, { frame });
    expect(y!.location).toBe('cpu');
    expect(compareArrays(await read({ y: y! }), expected, { maxAbs: 1e-5 })).toBeUndefined();
    const before = gpu.pool.count;
    for (let i = 0; i < 20; i++) await read(await hybrid.run(given, { frame }));
    expect(gpu.pool.count).toBe(before);
    await hybrid.release();
  });

  test('a run after a few others creates nothing on the GPU, though two prompts take turns', async () => {
    const hybrid = await CustomOpSession.create(custom, HYBRID); // all that is created is ours, not ONNX Runtime's
    const prompts = [feeds(7, 3), feeds(2, 9)].map((given) =>
      Object.fromEntries(
        Object.entries(given).map(([name, feed]) => [name, name === 'x' ? feed : copyToGpu(gpu.pool, feed)]),
      ),
    );
    const round = async (scale: number) => {
      for (const given of prompts) await read(await hybrid.run(given, { frame: { mode: 'nasa', scale } }));
    };
    await round(0.1);
    await round(0.2);
    const created = (['createBuffer', 'createBindGroup', 'createComputePipelineAsync'] as const).map((name) =>
      vi.spyOn(gpu.device, name),
    );
    for (let i = 3; i < 10; i++) await round(i / 10);
    expect(created.map(({ mock }) => mock.calls.length)).toEqual([0, 0, 0]);
    vi.restoreAllMocks();
    for (const [name, tensor] of prompts.flatMap((given) => Object.entries(given)))
      if (name !== 'x') tensor.dispose();
    await hybrid.release();
  });

  test('with segments on wasm, feeds may be on the GPU, whoever reads them', async () => {
    const hybrid = await CustomOpSession.create(custom, HYBRID);
    const frame = { mode: 'nasa', scale: 0.7 } as const;
    const given = feeds(7, 3);
    const onGpu = Object.entries(given).map(([name, feed]) => [name, copyToGpu(gpu.pool, feed)] as const);
    const actual = await read(await hybrid.run(Object.fromEntries(onGpu), { frame }));
    expect(actual).toEqual(await read(await hybrid.run(given, { frame })));
    for (const [, tensor] of onGpu) tensor.dispose();
    await hybrid.release();
  });

  test('a released session refuses to run', async () => {
    const short = await CustomOpSession.create(custom, ON_GPU);
    await short.release();
    await expect(short.run(feeds(7, 3))).rejects.toMatchObject({ code: 'session-released' });
  });

  test('webgpu without a GPU is refused, not run on wasm', async () => {
    const created = CustomOpSession.create(twin, { label: 'test', provider: 'webgpu' });
    await expect(created).rejects.toMatchObject({ code: 'webgpu-unavailable' });
  });

  test('gpuOnly refuses a model of which a part would run on the CPU', async () => {
    const shapes = makeGraph({
      nodes: [makeNode('Shape', ['x'], ['s']), makeNode('Cast', ['s'], ['y'], { to: DataType.Float32 })],
      inputs: [makeValueInfo('x', DataType.Float32, ['N'])],
      outputs: [makeValueInfo('y', DataType.Float32, [1])],
    });
    const options = { ...ON_GPU, gpuOnly: true };
    await expect(CustomOpSession.create(makeModel(shapes), options)).rejects.toThrow(/CPU EP/);
    await (await CustomOpSession.create(custom, options)).release();
  });

  test('weights that an op reads directly survive many runs', async () => {
    const constant = (name: string, phase: number) =>
      makeFloatTensor(name, [1, 3, WIDTH], numbers(3 * WIDTH, phase));
    const { graph } = custom;
    const initializers = new Map(graph.initializers);
    for (const [name, phase] of [
      ['nk', 6],
      ['nv', 7],
    ] as const)
      initializers.set(name, constant(name, phase));
    const inputs = graph.inputs.filter(({ name }) => !initializers.has(name));
    const fixed = await CustomOpSession.create(
      { ...custom, graph: { ...graph, inputs, initializers } },
      ON_GPU,
    );
    const { nk: _key, nv: _value, ...given } = feeds(7, 3);
    const frame = { mode: 'nasa', scale: 0.7 } as const;
    const expected = await read(await session.run(feeds(7, 3), { frame }));
    for (let i = 0; i < 3; i++) expect(await read(await fixed.run(given, { frame }))).toEqual(expected);
    await fixed.release();
  });

  testFloat16('a float16 graph runs as it is', async () => {
    const half = await CustomOpSession.create(toFloat16(custom), { ...ON_GPU, precision: 'float16' });
    const given = feeds(7, 3);
    const narrow = Object.entries(given).map(
      ([name, { data, dims }]) => [name, floatTensor('float16', data as Float32Array, dims)] as const,
    );
    const frame = { mode: 'nasa', scale: 0.7 } as const;
    const { y } = await half.run(Object.fromEntries(narrow), { frame });
    expect(y!.type).toBe('float16');
    const bits = (await y!.getData()) as Uint16Array;
    const actual = float16ToFloat32(new Uint16Array(bits.buffer, bits.byteOffset, bits.length));
    expect(
      compareArrays(actual, await read(await session.run(given, { frame })), { maxAbs: 1e-2 }),
    ).toBeUndefined();
    await half.release();
  });
});
