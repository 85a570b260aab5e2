// Hundreds of runs of one session with another scale each: neither GPU buffers nor JavaScript objects grow in number.
// pipeline/sliderMoves.gpu.test.ts looks at the whole engine; `npm run bench -- --suite moves` makes 10,000 moves.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDevice } from './device.ts';
import { GpuRuntime } from './gpuRuntime.ts';
import { installNodeHost } from './nodeHost.ts';
import { nasaCrossAttention } from './ops/nasaCrossAttention.ts';
import { CustomOpSession, type Feeds } from './session.ts';
import { startBufferCensus, type BufferCensus } from './testing/bufferCensus.ts';
import { countObjects, type ObjectCounts } from './testing/heap.ts';
import { custom, feeds } from './testing/twoLayerModel.ts';
import { copyToGpu } from './values.ts';

installNodeHost();

const RUNS = 300;

/** Objects that come and go with timers and finalizers. One object kept in every run would be 300. */
const SLACK = 60;

let census: BufferCensus;
let gpu: GpuRuntime;
beforeAll(async () => {
  census = startBufferCensus();
  gpu = new GpuRuntime(await openDevice());
});
afterAll(() => {
  gpu.context.assertHealthy();
  census.end();
});

async function drag(session: CustomOpSession, given: Feeds, runs: number): Promise<void> {
  for (let run = 0; run < runs; run++) {
    const { y } = await session.run(given, { frame: { mode: 'nasa', scale: run / runs } });
    await y!.getData();
    y!.dispose();
  }
}

describe.each(['wasm', 'webgpu'] as const)('ONNX Runtime on %s', (provider) => {
  test('300 runs leave GPU buffers and objects as they were', async () => {
    const session = await CustomOpSession.create(custom, {
      label: 'test',
      provider,
      gpu,
      ops: [nasaCrossAttention],
    });
    const { x, ...prompts } = feeds(7, 3);
    const onGpu = Object.entries(prompts).map(
      ([name, tensor]) => [name, copyToGpu(gpu.pool, tensor)] as const,
    );
    const given = { x: x!, ...Object.fromEntries(onGpu) };
    await drag(session, given, RUNS / 3);
    const before = { buffers: census.now(), objects: await countObjects() };
    await drag(session, given, RUNS);
    const after = { buffers: census.now(), objects: await countObjects() };
    expect(after.buffers).toEqual(before.buffers);
    for (const [name, count] of Object.entries(after.objects))
      expect(count - before.objects[name as keyof ObjectCounts], name).toBeLessThan(SLACK);
    for (const [, tensor] of onGpu) tensor.dispose();
    await session.release();
  }, 120_000);
});
