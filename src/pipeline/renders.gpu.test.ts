// Pictures without a pane, on every backend: the pane's own pixels, and a drag after them that runs no more than a drag before.

import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { readModelFile } from '../../scripts/node/readModelFile.ts';
import type { PanePixels, PictureRequest, RenderedPicture } from '../protocol/engine.ts';
import type { GuidanceMode } from '../protocol/guidance.ts';
import { MODE_IDS } from '../protocol/modes.ts';
import { panesOf } from '../protocol/panesOf.ts';
import { CustomOpSession } from '../runtime/index.ts';
import { installNodeHost } from '../runtime/nodeHost.ts';
import { createLocalEngine } from './index.ts';

installNodeHost();

const engine = createLocalEngine({ readFile: readModelFile });
const SETTINGS = { positive: 'cat', negative: 'white background', scale: 0.8, seed: 3 };

async function drawPanes(modes: readonly GuidanceMode[], changes: Partial<PictureRequest> = {}) {
  const outcome = await engine.generate({ ...SETTINGS, ...changes, panes: panesOf(modes) });
  expect(outcome.status).toBe('done');
}

async function render(changes: Partial<PictureRequest> = {}): Promise<RenderedPicture> {
  const outcome = await engine.render({ ...SETTINGS, mode: 'nasa', ...changes });
  if (outcome.status !== 'done') throw new Error('nobody cancelled this render');
  return outcome;
}

const bytes = ({ width, height, rgba }: PanePixels): string =>
  [width, height, Buffer.from(rgba).toString('base64')].join(' ');

afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => engine.dispose());

/** On wasm more prompts than the engine keeps; the others take minutes for as many. */
const OTHERS = { wasm: 26, hybrid: 3, webgpu: 3 } as const;

describe.each(['wasm', 'hybrid', 'webgpu'] as const)('on %s', (backend) => {
  const others = OTHERS[backend];
  let modes: readonly GuidanceMode[];

  beforeAll(async () => {
    const { missingModes } = await engine.load({ backend });
    modes = MODE_IDS.filter((mode) => missingModes[mode] === undefined);
  });

  test('gives the pixels of a pane, bit for bit, in every mode, before the pane and after it', async () => {
    const seen = new Set<string>();
    for (const mode of modes) {
      const before = await render({ mode });
      await drawPanes([mode]);
      const shown = bytes(await engine.readPixels(mode));
      expect(bytes(before), mode).toBe(shown);
      expect(bytes(await render({ mode })), mode).toBe(shown);
      seen.add(shown);
    }
    expect(seen.size).toBe(modes.length);
  });

  test('tells of the picture what a frame would', async () => {
    const { guidance, frame, timings, negative } = await render({ negative: 'a hat', scale: 0.5 });
    expect(guidance).toEqual({ mode: 'nasa', scale: 0.5 });
    expect(frame).toBeGreaterThan(0);
    expect(timings.total).toBeGreaterThanOrEqual(frame);
    expect(negative).toMatchObject({ dropped: '' });
    expect((await render({ negative: ' , ' })).guidance).toEqual({ mode: 'none' });
  });

  test(`a drag after ${others} other prompts and seeds runs what it ran before them`, async () => {
    const run = vi.spyOn(CustomOpSession.prototype, 'run');
    const drag = async (scale: number): Promise<number> => {
      run.mockClear();
      await drawPanes(['nasa', 'none', 'cfg'], { scale });
      return run.mock.calls.length;
    };
    await drag(0.7);
    expect(await drag(0.65), 'the steered pass alone').toBe(1);
    run.mockClear();
    for (let other = 1; other <= others; other++)
      await render({ seed: 100 + other, negative: `a hat ${other}`, mode: other % 2 === 0 ? 'nasa' : 'cfg' });
    const passes = run.mock.calls.filter(([feeds]) => 'latent' in feeds);
    expect(passes.length).toBeGreaterThan(others);
    for (const [, options] of passes) expect(options?.aside, 'first steps remembered apart').toBe(true);
    expect(await drag(0.6)).toBe(1);
  }, 600_000);

  test('a frame stops a render, which is drawn again; cancelled renders end', async () => {
    const rendered = render({ seed: 77 });
    await drawPanes(['nasa'], { scale: 0.31 });
    const picture = bytes(await rendered);
    await drawPanes(['nasa'], { seed: 77 });
    expect(picture).toBe(bytes(await engine.readPixels('nasa')));
    const ends = [78, 79].map((seed) => engine.render({ ...SETTINGS, mode: 'nasa', seed }));
    await engine.cancelRenders();
    expect((await Promise.all(ends)).map(({ status }) => status)).toEqual(['superseded', 'superseded']);
    expect((await render()).status).toBe('done');
  });
});

test('what no pane can draw, no render draws either', async () => {
  await expect(engine.render({ ...SETTINGS, mode: 'nasa', scale: NaN })).rejects.toMatchObject({
    code: 'invalid-request',
  });
});
