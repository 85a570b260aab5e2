// The op's contract, checked without a GPU.

import { expect, test } from 'vitest';
import { makeNode } from '../../onnx/build.ts';
import { InvalidOpError } from '../errors.ts';
import { nasaCrossAttention } from './nasaCrossAttention.ts';
import type { TensorShape } from './types.ts';

const gpu = { workgroupBytes: 32768, maxInvocations: 256, isSoftware: false };
const node = makeNode('steeraway::NasaCrossAttention', ['q', 'kp', 'vp', 'kn', 'vn'], ['z'], {
  num_heads: 4,
});
const float = (...dims: number[]): TensorShape => ({ type: 'float32', dims });
const good = [float(2, 64, 128), float(2, 5, 128), float(2, 5, 128), float(2, 0, 128), float(2, 0, 128)];

test('the output has the shape of the query', () => {
  expect(nasaCrossAttention.prepare(node, good, gpu).outputs).toEqual([float(2, 64, 128)]);
});

test('the negative branch may be left out', () => {
  expect(nasaCrossAttention.prepare(node, good.slice(0, 3), gpu).outputs).toEqual([float(2, 64, 128)]);
});

test('token counts are no part of the kernel, so a new prompt compiles nothing', () => {
  const longer = [...good.slice(0, 3), float(2, 77, 128), float(2, 77, 128)];
  expect(nasaCrossAttention.prepare(node, longer, gpu).variant).toEqual(
    nasaCrossAttention.prepare(node, good, gpu).variant,
  );
});

test('the softmax scale defaults to 1 / sqrt(head size)', () => {
  const scaleOf = (attributes: Record<string, number>) => {
    const { bindings } = nasaCrossAttention.prepare(makeNode('x', [], [], attributes, 'x'), good, gpu);
    const uniform = bindings.find((binding) => binding.kind === 'uniform');
    return uniform?.kind === 'uniform' ? new Float32Array(uniform.data)[5] : undefined;
  };
  expect(scaleOf({ num_heads: 4 })).toBe(Math.fround(1 / Math.sqrt(32)));
  expect(scaleOf({ num_heads: 4, scale: 0.25 })).toBe(0.25);
});

test('storage bindings stay within the 8 that every WebGPU device has', () => {
  const mask = (count: number): TensorShape => ({ type: 'int32', dims: [2, count] });
  const { bindings } = nasaCrossAttention.prepare(node, [...good, mask(5), mask(0)], gpu);
  expect(bindings.filter(({ kind }) => kind === 'input' || kind === 'output')).toHaveLength(8);
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
  const attempt = () => nasaCrossAttention.prepare(node, inputs, gpu);
  expect(attempt).toThrow(InvalidOpError);
  expect(attempt).toThrow(reason);
});
