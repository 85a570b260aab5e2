// The engine on the shipped model and a real (software) GPU: identities of guidance, latest wins, bad requests, a lost device.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readModelFile } from '../../scripts/node/readModelFile.ts';
import type { FrameRequest, FrameResult, PaneId } from '../protocol/engine.ts';
import type { GuidanceMode } from '../protocol/guidance.ts';
import { ATTENTION_MODES, MODE_IDS } from '../protocol/modes.ts';
import { panesOf } from '../protocol/panesOf.ts';
import { installNodeHost } from '../runtime/nodeHost.ts';
import { DEFAULT_MODEL } from '../models/index.ts';
import { differenceFromPixels } from '../runtime/gpu/differenceFromPixels.ts';
import { compareArrays } from '../lib/compare.ts';
import { createLocalEngine } from './index.ts';

installNodeHost();

const engine = createLocalEngine({ readFile: readModelFile });
const REQUEST: FrameRequest = {
  positive: 'cat',
  negative: 'white background',
  scale: 1,
  seed: 3,
  panes: panesOf(MODE_IDS),
};

async function draw(changes: Partial<FrameRequest> = {}): Promise<FrameResult> {
  const outcome = await engine.generate({ ...REQUEST, ...changes });
  expect(outcome.status).toBe('done');
  return outcome as FrameResult;
}

async function pixels(id: PaneId): Promise<string> {
  const { rgba, width, height } = await engine.readPixels(id);
  expect(rgba.length).toBe(width * height * 4);
  return Buffer.from(rgba).toString('base64');
}

afterAll(() => engine.dispose());

describe.each(['hybrid', 'webgpu'] as const)('guidance on %s', (backend) => {
  beforeAll(async () => {
    const info = await engine.load({ backend });
    expect(info).toMatchObject({ modelId: DEFAULT_MODEL, backend, precision: 'float32', imageSize: 128 });
    expect(info.kernels).not.toHaveLength(0);
    for (const { shape, kernel, chosen, reason } of info.kernels) {
      expect(shape).toMatch(/^float32, \d+ heads? of \d+, \d+ queries, keys up to 16 and 16$/);
      expect(kernel).toBe('nasa_cross_attention_serial_f32_k160');
      expect([chosen, reason]).toEqual(['fixed', 'fixed choice on an emulated GPU']);
    }
  });

  test('moves every guided picture, and never the unguided one', async () => {
    await draw();
    const plain = await pixels('none');
    const seen = new Set([plain]);
    for (const scale of [0.5, 1, 1.5]) {
      await draw({ scale });
      for (const mode of MODE_IDS) seen.add(await pixels(mode));
      expect(await pixels('none')).toBe(plain);
    }
    expect(seen.size, 'plain, and four modes at three scales').toBe(13);
  });

  test.each([
    ['scale 0', { scale: 0 }],
    ['an empty negative', { negative: '' }],
    ['a negative of commas', { negative: ' , ,' }],
  ])('%s equals none bit for bit in every pane', async (_, changes) => {
    await draw(changes);
    const plain = await pixels('none');
    for (const mode of MODE_IDS) expect(await pixels(mode), mode).toBe(plain);
  });

  test.each(ATTENTION_MODES)('%s comes from memory after another mode had the pane', async (mode) => {
    const pane = (shown: GuidanceMode) => ({ panes: [{ id: 'steered', mode: shown }] });
    const first = await draw(pane(mode));
    const picture = await pixels('steered');
    await draw(pane(mode === 'nasa' ? 'nag' : 'nasa'));
    expect(await pixels('steered')).not.toBe(picture);
    const again = await draw(pane(mode));
    expect(await pixels('steered')).toBe(picture);
    expect(again.panes[0]?.frame, 'the milliseconds of the pass that ran before').toBe(first.panes[0]?.frame);
  });

  test('says what each picture was drawn with, and when the GPU had finished it', async () => {
    const before = performance.timeOrigin + performance.now();
    const { panes } = await draw({ scale: 0.5 });
    const after = performance.timeOrigin + performance.now();
    expect(panes.map(({ guidance }) => guidance)).toEqual([
      { mode: 'none' },
      { mode: 'nasa', scale: 0.5 },
      { mode: 'nag', scale: 2, tau: 2.5, alpha: 0.25 },
      { mode: 'vsf', scale: 0.85, offset: 0.2 },
      { mode: 'cfg', scale: 1.5 },
    ]);
    const times = panes.map(({ finishedAt }) => finishedAt);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(before);
    expect(times.at(-1)).toBeLessThanOrEqual(after);
  });

  test('numbers set by hand change the picture', async () => {
    const vsf = (offset?: number) => ({
      panes: [{ id: 'vsf', mode: 'vsf' as const, ...(offset !== undefined && { exact: { offset } }) }],
    });
    await draw(vsf());
    const usual = await pixels('vsf');
    await draw(vsf(0.2));
    expect(await pixels('vsf'), 'the default, by hand').toBe(usual);
    await draw(vsf(2));
    expect(await pixels('vsf')).not.toBe(usual);
  });

  test('the difference of two panes is what their pixels say, and black between equal ones', async () => {
    const difference = (between: [PaneId, PaneId]) => ({ difference: { id: 'heat', between } });
    const { difference: result } = await draw(difference(['none', 'nasa']));
    const [none, nasa] = [await engine.readPixels('none'), await engine.readPixels('nasa')];
    const { rgba, ...figures } = differenceFromPixels(none.rgba, nasa.rgba);
    expect(compareArrays((await engine.readPixels('heat')).rgba, rgba, { maxAbs: 1 })).toBeUndefined();
    expect(result).toMatchObject({ id: 'heat', between: ['none', 'nasa'] });
    expect(result?.mean).toBeCloseTo(figures.mean, 1);
    expect(result?.changed).toBeGreaterThan(0.05);
    expect((await draw({ scale: 0.5 })).difference, 'not asked for').toBeUndefined();
    const { difference: earlier } = await draw({ ...difference(['none', 'nasa']), panes: [], scale: 0 });
    expect(earlier?.changed, 'of the pictures that the panes show').toBeGreaterThan(0);
    const { difference: equal } = await draw({ ...difference(['none', 'nasa']), scale: 0 });
    expect(equal).toMatchObject({ mean: 0, changed: 0 });
    const black = (await engine.readPixels('heat')).rgba.filter((_, i) => i % 4 < 3);
    expect(new Set(black)).toEqual(new Set([0]));
  });

  test('a picture is a function of its request', async () => {
    await draw();
    const first = await pixels('nasa');
    await draw({ seed: 4, positive: 'dog' });
    expect(await pixels('nasa')).not.toBe(first);
    await draw();
    expect(await pixels('nasa')).toBe(first);
  });
});

describe('requests', () => {
  test('the newest wins, the others end as superseded', async () => {
    const scales = Array.from({ length: 20 }, (_, i) => (i + 1) / 20);
    const outcomes = await Promise.all(scales.map((scale) => engine.generate({ ...REQUEST, scale })));
    expect(outcomes.map(({ status }) => status)).toEqual([...Array<string>(19).fill('superseded'), 'done']);
    const last = await pixels('nasa');
    await draw({ scale: 0.2 });
    await draw({ scale: 1 });
    expect(await pixels('nasa')).toBe(last);
  });

  test('cancel stops a frame', async () => {
    const outcome = engine.generate({ ...REQUEST, seed: 99 });
    await engine.cancel();
    expect((await outcome).status).toBe('superseded');
  });

  test.each([
    ['an empty prompt', ''],
    ['emoji', '🐱🐶'],
    ['right-to-left text', 'قطة على خلفية زرقاء'],
  ])('%s draws a picture', async (_, positive) => {
    const { positive: report } = await draw({ positive });
    expect(report.dropped).toBe('');
    expect(new Set((await engine.readPixels('nasa')).rgba).size).toBeGreaterThan(10);
  });

  test('10,000 characters are cut at the token limit and the rest is reported', async () => {
    const { positive } = await draw({ positive: 'a red cat '.repeat(1000) });
    expect(positive.tokens).toBe(24);
    expect(positive.dropped.length).toBeGreaterThan(9_900);
  });

  test.each([
    ['a NaN scale', { scale: NaN }],
    ['a scale above the range', { scale: 2 }],
    ['a negative seed', { seed: -1 }],
    ['a fractional seed', { seed: 1.5 }],
    ['more steps than the model takes', { steps: 2 }],
    ['an unknown mode', { panes: panesOf(['sag' as GuidanceMode]) }],
    ['a difference of a pane with itself', { difference: { id: 'heat', between: ['nasa', 'nasa'] } }],
    ['a difference on one of its panes', { difference: { id: 'nasa', between: ['nasa', 'none'] } }],
    ['a pane that comes twice', { panes: panesOf(['nasa', 'nasa']) }],
    ['a number that the mode does not have', { panes: [{ id: 'a', mode: 'nasa', exact: { tau: 2 } }] }],
    ['a number out of its range', { panes: [{ id: 'a', mode: 'nag', exact: { alpha: NaN } }] }],
  ] satisfies [string, Partial<FrameRequest>][])('%s is refused with a sentence', async (_, changes) => {
    await expect(engine.generate({ ...REQUEST, ...changes })).rejects.toMatchObject({
      code: 'invalid-request',
    });
  });

  test('timings are there, and the cache serves a prompt the second time', async () => {
    await draw({ positive: 'a penguin nobody asked for before' });
    const { timings, panes } = await draw({ positive: 'a penguin nobody asked for before', scale: 0.31 });
    expect(timings).toMatchObject({ tokenize: 0, text: 0, prompt: 0 });
    expect(panes.map(({ mode }) => mode)).toEqual(MODE_IDS);
    for (const pane of panes) expect(pane.frame).toBeGreaterThan(0);
  });
});

describe('without a GPU', () => {
  test('draws what its stock operators know, and refuses the rest with the reason', async () => {
    const info = await engine.load({ backend: 'wasm' });
    expect(Object.keys(info.missingModes)).toEqual(['nag', 'vsf']);
    expect(info.missingModes.vsf).toMatch(/^VSF needs WebGPU/);
    await draw({ panes: panesOf(['none', 'nasa', 'cfg']) });
    expect(new Set([await pixels('none'), await pixels('nasa'), await pixels('cfg')]).size).toBe(3);
    await expect(engine.generate(REQUEST)).rejects.toMatchObject({ code: 'mode-unsupported' });
    await draw({ scale: 0, panes: panesOf(['none', 'nasa']) });
    expect(await pixels('nasa')).toBe(await pixels('none'));
  });
});

describe('a lost device', () => {
  test('is reported, to the frame and through `lost`; loading again gives the same pictures', async () => {
    const devices: GPUDevice[] = [];
    const requestDevice = Object.getOwnPropertyDescriptor(GPUAdapter.prototype, 'requestDevice')
      ?.value as GPUAdapter['requestDevice'];
    GPUAdapter.prototype.requestDevice = async function (descriptor) {
      const device = await requestDevice.call(this, descriptor);
      devices.push(device);
      return device;
    };
    await engine.load({ backend: 'webgpu' });
    GPUAdapter.prototype.requestDevice = requestDevice;
    await draw();
    const before = await pixels('nasa');
    devices.at(-1)?.destroy();
    await expect(engine.generate({ ...REQUEST, scale: 0.7 })).rejects.toMatchObject({ code: 'device-lost' });
    expect(await engine.lost).toMatchObject({ code: 'device-lost' });
    await engine.load({ backend: 'webgpu' });
    await draw();
    expect(await pixels('nasa')).toBe(before);
  });
});
