// The device as ONNX Runtime gets it, and how errors on it come to light.

import { afterAll, expect, test } from 'vitest';
import { compareArrays } from '../lib/compare.ts';
import { DataType, makeGraph, makeModel, makeNode, makeValueInfo } from '../onnx/index.ts';
import { inErrorScopes, openDevice } from './device.ts';
import { GpuOperationError } from './errors.ts';
import { attendBranch } from './ops/attention.ref.ts';
import { ortModel } from './ortModel.ts';
import { createOrtSession, releaseOrtSession, runOrtSession, Tensor } from './ort.ts';
import { expectHealthyDevice, gpu } from './testing/gpu.ts';
import { normals } from './testing/random.ts';

afterAll(expectHealthyDevice);

const HEADS = 6;
const HEAD_SIZE = 32;
const CHANNELS = HEADS * HEAD_SIZE;
const QUERIES = 64;

test("ONNX Runtime's own attention is right on this device", async () => {
  const value = (name: string, rows: string) => makeValueInfo(name, DataType.Float32, [1, rows, CHANNELS]);
  const graph = makeGraph({
    nodes: [makeNode('com.microsoft::MultiHeadAttention', ['q', 'k', 'v'], ['y'], { num_heads: HEADS })],
    inputs: [value('q', 'S'), value('k', 'T'), value('v', 'T')],
    outputs: [value('y', 'S')],
  });
  const model = ortModel(makeModel(graph, { '': 17, 'com.microsoft': 1 }));
  const session = await createOrtSession(model, { provider: 'webgpu', device: gpu.device }, 'attention');
  for (const count of [4, 8, 16, 20, 32, 77]) {
    const [query, key, values] = [QUERIES, count, count].map((rows, i) => normals(i + 1, rows * CHANNELS));
    const tensor = (data: Float32Array) => new Tensor('float32', data, [1, data.length / CHANNELS, CHANNELS]);
    const feeds = { q: tensor(query!), k: tensor(key!), v: tensor(values!) };
    const { y } = await runOrtSession(session, feeds, 'attention');
    const branch = { key: key!, value: values!, count };
    const problem = {
      batch: 1,
      queries: QUERIES,
      heads: HEADS,
      headSize: HEAD_SIZE,
      softmaxScale: 1 / Math.sqrt(HEAD_SIZE),
      query: query!,
      positive: branch,
      negative: { key: [], value: [], count: 0 },
    };
    const expected = attendBranch(problem, branch);
    const actual = (await y!.getData()) as Float32Array;
    expect(compareArrays(actual, expected, { relativeRms: 1e-5 }), `${count} keys`).toBeUndefined();
    y!.dispose();
  }
  await releaseOrtSession(session, 'attention');
});

test('an error inside a scope names what was tried', async () => {
  const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE; // a combination that WebGPU forbids
  const attempt = inErrorScopes(gpu.device, 'a bad buffer', () =>
    gpu.device.createBuffer({ size: 16, usage }),
  );
  await expect(attempt).rejects.toThrow(GpuOperationError);
  await expect(attempt).rejects.toThrow('a bad buffer');
});

test('an error outside every scope makes the device unhealthy', async () => {
  const context = await openDevice();
  context.assertHealthy();
  context.device.createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.STORAGE });
  await context.device.queue.onSubmittedWorkDone();
  await new Promise((resolve) => setTimeout(resolve, 20)); // error events come in a task of their own
  expect(() => context.assertHealthy()).toThrow(GpuOperationError);
  context.destroy();
});

test('a lost device says so, and why', async () => {
  const context = await openDevice();
  context.destroy();
  expect(await context.lost).toMatchObject({ code: 'device-lost', reason: 'destroyed' });
  expect(() => context.assertHealthy()).toThrow('lost');
});
