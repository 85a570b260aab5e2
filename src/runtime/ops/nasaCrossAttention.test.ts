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
    nasaCrossAttention.prepare(node, inputs, gpu, 'nasa').dispatches.map(({ variant }) => variant);
  expect(shadersOf(longer)).toEqual(shadersOf(good));
});

test('the softmax scale defaults to 1 / sqrt(head size)', () => {
  const scaleOf = (attributes: Record<string, number>) => {
    const { dispatches } = nasaCrossAttention.prepare(
      makeNode('x', [], [], attributes, 'x'),
      good,
      gpu,
      'nasa',
    );
    const uniform = dispatches[0]?.bindings.find((binding) => binding.kind === 'uniform');
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
  const { dispatches } = nasaCrossAttention.prepare(node, masked(), gpu, mode);
  for (const { bindings } of dispatches) {
    const storage = bindings.filter(({ kind }) => kind !== 'uniform' && kind !== 'frame');
    expect(storage.length).toBeLessThanOrEqual(8);
  }
});

test('none, NASA and VSF are one kernel, and NAG is two, or that one where there is no negative prompt', () => {
  const kernelsOf = (mode: (typeof modes)[number], inputs: readonly TensorShape[]) =>
    nasaCrossAttention.prepare(node, inputs, gpu, mode).dispatches.map(({ variant }) => variant.entryPoint);
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
    const { dispatches } = nasaCrossAttention.prepare(node, inputs, { ...gpu, isSoftware: true }, mode);
    expect(dispatches[0]?.variant.label).toContain(`_serial_f32_k${keys}`);
  }
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
