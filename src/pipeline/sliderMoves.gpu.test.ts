// Slider moves through the engine on the shipped model: no GPU buffer more than before, and the last picture is that of a fresh engine.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readModelFile } from '../../scripts/node/readModelFile.ts';
import { panesOf } from '../protocol/panesOf.ts';
import { installNodeHost } from '../runtime/nodeHost.ts';
import { startBufferCensus, type BufferCensus } from '../runtime/testing/bufferCensus.ts';
import { createLocalEngine } from './index.ts';

installNodeHost();

let census: BufferCensus;
beforeAll(() => {
  census = startBufferCensus();
});
afterAll(() => {
  census.end();
});

const engine = createLocalEngine({ readFile: readModelFile });
afterAll(() => engine.dispose());

async function drag(scale: number): Promise<void> {
  const panes = panesOf(['nasa']);
  const request = { positive: 'cat', negative: 'white background', scale, seed: 3, panes };
  expect((await engine.generate(request)).status).toBe('done');
}

async function pixels(): Promise<string> {
  return Buffer.from((await engine.readPixels('nasa')).rgba).toString('base64');
}

describe.each([
  ['hybrid', 40],
  ['webgpu', 8],
] as const)('on %s', (backend, moves) => {
  test(`${moves} moves create no GPU buffer that stays, and end where one move of a fresh engine ends`, async () => {
    await engine.load({ backend });
    for (let move = 1; move <= 4; move++) await drag(move / 10); // ONNX Runtime fills its own pool in the first few
    const before = census.now();
    for (let move = 1; move <= moves; move++) await drag(1 + (move % 7) / 20);
    await drag(0.75);
    expect(census.now()).toEqual(before);
    const dragged = await pixels();
    await engine.load({ backend });
    await drag(0.75);
    expect(await pixels()).toBe(dragged);
  }, 120_000);
});
