// The op's contract, checked without a GPU.

import { expect, test } from 'vitest';
import { makeNode } from '../../onnx/build.ts';
import { AdapterLimitError, InvalidOpError } from '../errors.ts';
import { nasaCrossAttention } from './nasaCrossAttention.ts';
import type { TensorShape } from './types.ts';

const gpu = { workgroupBytes: 32768, maxInvocations: 256, storageBytes: 2 ** 27, isSoftware: false };
const node = makeNode('steeraway::NasaCrossAttention', ['q', 'kp', 'vp', 'kn', 'vn'], ['z'], {
  num_heads: 4,
});
const float = (...dims: number[]): TensorShape => ({ type: 'float32', dims });
const good = [float(2, 64, 128), float(2, 5, 128), float(2, 5, 128), float(2, 0, 128), float(2, 0, 128)];

test('the output has the shape of the query', () => {
  expect(nasaCrossAttention.prepare(node, good, gpu, 'nasa').outputs).toEqual([float(2, 64, 128)]);
});

test('the negative branch may be left out', () => {
  expect(nasaCrossAttention.prepare(node, good.slice(0, 3), gpu, 'nasa').outputs).toEqual([
    float(2, 64, 128),
  ]);
});

test('token counts are no part of the kernel, so a new prompt compiles nothing', () => {
  const longer = [...good.slice(0, 3), float(2, 77, 128), float(2, 77, 128)];
  const shadersOf = (inputs: typeof good) =>
    nasaCrossAttention
      .prepare(node, inputs, gpu, 'nasa')
      .candidates.flatMap(({ dispatches }) => dispatches.map(({ variant }) => variant));
  expect(shadersOf(longer)).toEqual(shadersOf(good));
});

test('the softmax scale defaults to 1 / sqrt(head size)', () => {
  const scaleOf = (attributes: Record<string, number>) => {
    const { candidates } = nasaCrossAttention.prepare(
      makeNode('x', [], [], attributes, 'x'),
      good,
      gpu,
      'nasa',
    );
    const uniform = candidates[0]?.dispatches[0]?.bindings.find((binding) => binding.kind === 'uniform');
    return uniform?.kind === 'uniform' ? new Float32Array(uniform.data)[5] : undefined;
  };
  expect(scaleOf({ num_heads: 4 })).toBe(Math.fround(1 / Math.sqrt(32)));
  expect(scaleOf({ num_heads: 4, scale: 0.25 })).toBe(0.25);
});

const modes = ['none', 'nasa', 'vsf', 'nag'] as const;
const masked = (): TensorShape[] => {
  const mask = (count: number): TensorShape => ({ type: 'int32', dims: [2, count] });
  return [...good.slice(0, 3), float(2, 3, 128), float(2, 3, 128), mask(5), mask(3)];
};

test.each(modes)('storage bindings stay within the 8 that every WebGPU device has, mode %s', (mode) => {
  const { candidates } = nasaCrossAttention.prepare(node, masked(), gpu, mode);
  for (const { bindings } of candidates.flatMap(({ dispatches }) => dispatches)) {
    const storage = bindings.filter(({ kind }) => kind !== 'uniform' && kind !== 'frame');
    expect(storage.length).toBeLessThanOrEqual(8);
  }
});

test('none, NASA and VSF are one kernel, and NAG is two, or that one where there is no negative prompt', () => {
  const kernelsOf = (mode: (typeof modes)[number], inputs: readonly TensorShape[]) =>
    nasaCrossAttention
      .prepare(node, inputs, gpu, mode)
      .candidates[0]!.dispatches.map(({ variant }) => variant.entryPoint);
  const fused = ['nasa_cross_attention'];
  expect(modes.map((mode) => kernelsOf(mode, good))).toEqual([fused, fused, fused, fused]);
  expect(kernelsOf('vsf', masked())).toEqual(fused);
  expect(kernelsOf('nag', masked())).toEqual(['nag_attention', 'nag_blend']);
});

test.each([
  [16384, 256, 2052, 'take 513 invocations, and maxComputeInvocationsPerWorkgroup is 256'],
  [16384, 1024, 2048, 'take 24608 bytes of workgroup memory, and maxComputeWorkgroupStorageSize is 16384'],
])(
  '%i bytes and %i invocations are too little for heads of %i',
  (workgroupBytes, maxInvocations, size, why) => {
    const inputs = good.map(({ dims }) => float(2, dims[1] ?? 0, 4 * size));
    const attempt = () =>
      nasaCrossAttention.prepare(node, inputs, { ...gpu, workgroupBytes, maxInvocations }, 'nasa');
    expect(attempt).toThrow(AdapterLimitError);
    expect(attempt).toThrow(why);
  },
);

test("NAG's scratch buffer has to fit one binding", () => {
  const attempt = () => nasaCrossAttention.prepare(node, masked(), { ...gpu, storageBytes: 65536 }, 'nag');
  expect(attempt).toThrow(AdapterLimitError);
  expect(attempt).toThrow('NAG hands on 139264 bytes, and maxStorageBufferBindingSize is 65536');
});

test.each([
  [80, 80, 160],
  [77, 81, 384],
  [512, 512, 1024],
])('on an adapter that is a CPU, %i and %i tokens stay serial', (positive, negative, keys) => {
  const lengths = [64, positive, positive, negative, negative];
  const inputs = lengths.map((length) => float(2, length, 128));
  for (const mode of modes) {
    const { candidates } = nasaCrossAttention.prepare(node, inputs, { ...gpu, isSoftware: true }, mode);
    expect(candidates[0]?.name).toContain(`_serial_f32_k${keys}`);
  }
});

test('candidates have names of their own, and a trial has the same ones', () => {
  const real = { ...gpu, workgroupBytes: 65536, subgroupMinSize: 32 };
  const large = [4096, 77, 77, 77, 77].map((rows) => float(1, rows, 128));
  for (const profile of [real, { ...gpu, isSoftware: true }]) {
    for (const mode of modes) {
      for (const inputs of [good, masked(), large]) {
        const call = nasaCrossAttention.prepare(node, inputs, profile, mode);
        const names = call.candidates.map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        expect(call.trial().call.candidates.map(({ name }) => name)).toEqual(names);
      }
    }
  }
});

test('calls share a choice where they differ in a few tokens, and in nothing else', () => {
  const shapeOf = (queries: number, keys: number, mode: (typeof modes)[number]) => {
    const inputs = [queries, keys, keys, 20, 20].map((rows) => float(1, rows, 128));
    return nasaCrossAttention.prepare(node, inputs, gpu, mode).shape;
  };
  const shape = shapeOf(64, 20, 'nasa');
  expect(shape).toBe('float32, 4 heads of 32, 64 queries, keys up to 32 and 32');
  expect([shapeOf(64, 30, 'nasa'), shapeOf(64, 20, 'vsf')]).toEqual([shape, shape]);
  for (const other of [shapeOf(64, 33, 'nasa'), shapeOf(65, 20, 'nasa'), shapeOf(64, 20, 'nag')])
    expect(other).not.toBe(shape);
});

test.each([
  [32768, 77, undefined],
  [16384, 77, 'maxComputeWorkgroupStorageSize is 16384: heads of 160 run in chunks of 43 keys'],
  [16384, 20, undefined],
])('heads of 160 in %i bytes with %i keys: the smaller plan is %s', (workgroupBytes, keys, limit) => {
  const lengths = [64, keys, keys, keys, keys];
  const inputs = lengths.map((rows): TensorShape => ({ type: 'float16', dims: [1, rows, 640] }));
  const { candidates } = nasaCrossAttention.prepare(node, inputs, { ...gpu, workgroupBytes }, 'nasa');
  expect(candidates[0]?.limit).toBe(limit);
});

const half = { type: 'float16', dims: [2, 5, 128] } as const;
test.each<[string, (TensorShape | undefined)[], string]>([
  ['a query of rank 2', [float(64, 128), ...good.slice(1)], '[B, S, N*H]'],
  [
    'channels that the heads do not divide',
    good.map(({ dims }) => float(2, dims[1] ?? 0, 130)),
    'num_heads 4',
  ],
  ['a head size of 6', good.map(({ dims }) => float(2, dims[1] ?? 0, 24)), 'multiple of 4'],
  ['no positive key', [good[0], undefined, ...good.slice(2)], 'positive key nothing'],
  [
    'a value shorter than its key',
    [good[0], good[1], float(2, 4, 128), good[3], good[4]],
    'positive key [2, 5, 128]',
  ],
  ['mixed element types', [good[0], half, half, good[3], good[4]], 'must both be [2, T, 128] float32'],
  [
    'a negative of another width',
    [good[0], good[1], good[2], float(2, 5, 64), float(2, 5, 64)],
    'negative key',
  ],
  ['a float mask', [...good, float(2, 5), float(2, 0)], 'positive key mask'],
  ['one mask alone', [...good, { type: 'int32', dims: [2, 5] }], 'both branches'],
])('refuses %s', (_name, inputs, reason) => {
  const attempt = () => nasaCrossAttention.prepare(node, inputs, gpu, 'nasa');
  expect(attempt).toThrow(InvalidOpError);
  expect(attempt).toThrow(reason);
});
