// All guidance modes through CustomOpSession: taking turns, and where there is no GPU.

import { afterAll, expect, test } from 'vitest';
import { GpuRuntime } from './gpuRuntime.ts';
import { nasaCrossAttention } from './ops/nasaCrossAttention.ts';
import type { FrameParameters } from './ops/types.ts';
import type { Tensor } from './ort.ts';
import { CustomOpSession, type SessionOptions } from './session.ts';
import { expectHealthyDevice, gpu as context } from './testing/gpu.ts';
import { custom, feeds, twin } from './testing/twoLayerModel.ts';
import { floatTensor } from './values.ts';

const gpu = new GpuRuntime(context);
const ON_GPU: SessionOptions = { label: 'test', provider: 'webgpu', gpu, ops: [nasaCrossAttention] };

const MODES: readonly FrameParameters[] = [
  { mode: 'none' },
  { mode: 'nasa', scale: 0.7 },
  { mode: 'vsf', scale: 1.7, offset: 0.2 },
  { mode: 'nag', scale: 4, tau: 1.5, alpha: 0.4 },
];

async function read(outputs: Record<string, Tensor>): Promise<Float32Array> {
  const data = (await outputs.y?.getData()) as Float32Array;
  outputs.y?.dispose();
  return data;
}

afterAll(expectHealthyDevice);

test('modes and prompts drawn in turn do not mix, and leave no buffer behind', async () => {
  const prompts = [feeds(7, 3), feeds(5, 9)];
  const session = await CustomOpSession.create(custom, ON_GPU);
  const runs = prompts.flatMap((given) => MODES.map((frame) => ({ given, frame })));
  const draw = async ({ given, frame }: (typeof runs)[number]) => read(await session.run(given, { frame }));
  const apart: Float32Array[] = [];
  for (const one of runs) {
    const fresh = await CustomOpSession.create(custom, ON_GPU);
    apart.push(await read(await fresh.run(one.given, { frame: one.frame })));
    await fresh.release();
  }
  expect(new Set(apart.map(String)).size).toBe(runs.length);
  const backwards = [...runs.keys()].reverse();
  const inTurn = async () => {
    for (const i of [...runs.keys(), ...backwards]) expect(await draw(runs[i]!)).toEqual(apart[i]);
  };
  await inTurn();
  const before = gpu.pool.count;
  await inTurn();
  expect(gpu.pool.count).toBe(before);
  await session.release();
});

test('without a GPU, the modes that no stock-operator twin has are refused by name', async () => {
  const stock = await CustomOpSession.create(twin, { label: 'test', provider: 'wasm' });
  const given = { ...feeds(7, 3), alpha: floatTensor('float32', Float32Array.of(1), [1]) };
  for (const frame of MODES.slice(2))
    await expect(stock.run(given, { frame })).rejects.toMatchObject({
      code: 'guidance-mode-unsupported',
      message: `${frame.mode.toUpperCase()} guidance cannot run on the wasm backend.`,
    });
  await stock.release();
});
