// The store over an in-memory engine: what is drawn, what is left alone, what is recovered and what is shown as a problem.
import { describe, expect, it, vi } from 'vitest';
import { MemoryEngine, settleTasks } from '../../e2e/fixtures/memoryEngine.ts';
import { MemoryLibrary } from '../../e2e/fixtures/memoryLibrary.ts';
import { SteerawayError } from '../lib/errors.ts';
import type { FrameRequest, PaneId } from '../protocol/engine.ts';
import { createAppStore } from './index.ts';
import { isSettled, paneStatus, promptReport } from './selectors.ts';
import { openStore, PRESET, queued, readyStore, settled } from './testing/storeRig.ts';

class DeviceLostError extends SteerawayError {
  readonly code = 'device-lost';
}

const paneIds = ({ panes }: FrameRequest): PaneId[] => panes.map(({ id }) => id);

describe('loading', () => {
  it('waits for a canvas in every pane, then draws all three', async () => {
    const engine = new MemoryEngine();
    const store = createAppStore(
      () => queued(engine),
      () => new MemoryLibrary(),
      PRESET,
    );
    const started = store.getState().startEngine();
    store.getState().attachCanvas('plain', {} as OffscreenCanvas);
    store.getState().attachCanvas('steered', {} as OffscreenCanvas);
    await settleTasks();
    expect(store.getState().phase).toBe('loading');
    store.getState().attachCanvas('cfg', {} as OffscreenCanvas);
    await started;
    await settled(store);
    expect(engine.canvases.size).toBe(3);
    expect(engine.requests.map(paneIds)).toEqual([['steered', 'plain', 'cfg']]);
  });

  it('takes a second canvas for a pane, and draws that pane again', async () => {
    const engine = new MemoryEngine();
    const store = await readyStore([engine]);
    const fresh = {} as OffscreenCanvas;
    store.getState().attachCanvas('plain', fresh);
    await vi.waitUntil(() => store.getState().panes.plain.frameId === 2, { interval: 1 });
    expect(engine.canvases.get('plain')).toBe(fresh);
    expect(engine.requests.at(-1)?.panes).toEqual([{ id: 'plain', mode: 'none' }]);
  });

  it('shows a failed load as a problem, and starts afresh when asked', async () => {
    const broken = new MemoryEngine();
    broken.failNext = new TypeError('no such file');
    const store = openStore([broken]);
    await store.getState().startEngine();
    expect(store.getState()).toMatchObject({
      phase: 'failed',
      problem: { code: 'unexpected', during: 'load' },
    });
    expect(paneStatus('steered')(store.getState())).toBe('failed');
    await store.getState().startEngine();
    await settled(store);
    expect(store.getState()).toMatchObject({ phase: 'ready', problem: null });
    expect(broken.disposed).toBe(true);
  });
});

describe('frames', () => {
  it('leaves the none pane alone when only scale or negative change', async () => {
    const engine = new MemoryEngine();
    const store = await readyStore([engine]);
    store.getState().setScale(0.5);
    await settled(store);
    expect(engine.requests.slice(-1).map(paneIds)).toEqual([['steered', 'cfg']]);
    expect(store.getState().panes.plain.frameId).toBe(1);
    expect(store.getState().panes.steered).toMatchObject({ frameId: 2, shown: { scale: 0.5 } });
  });

  it('ends 200 quick slider events on the last value', async () => {
    const store = await readyStore();
    for (let event = 1; event <= 200; event++) store.getState().setScale((event % 150) / 100);
    await settled(store);
    expect(store.getState().panes.steered.shown?.scale).toBe(0.5);
    await settleTasks();
    expect(store.getState().panes.steered.shown?.scale).toBe(0.5);
  });

  it('draws once after typing rests', async () => {
    const engine = new MemoryEngine();
    const store = await readyStore([engine]);
    for (const text of ['d', 'do', 'dog']) store.getState().setPositive(text);
    expect(isSettled(store.getState())).toBe(false);
    await settled(store);
    expect(engine.requests.map(({ positive }) => positive)).toEqual(['cat', 'dog']);
  });

  it('redraws a pane that a running frame is about to change, even if it is right at the moment', async () => {
    const engine = new MemoryEngine(false);
    const store = openStore([engine]);
    await store.getState().startEngine();
    for (let step = 0; step < 3; step++) await engine.step();
    store.getState().setScale(0.2);
    store.getState().setScale(1);
    for (let step = 0; step < 4; step++) await engine.step();
    await settled(store);
    expect(store.getState().panes.steered.shown?.scale).toBe(1);
    expect(engine.requests.map(({ scale }) => scale)).toEqual([1, 0.2, 1]);
  });

  it('draws nothing where nothing changed', async () => {
    const engine = new MemoryEngine();
    const store = await readyStore([engine]);
    store.getState().setScale(1);
    await settled(store);
    expect(engine.requests).toHaveLength(1);
  });

  it('gives the report of the text in the field, not of an older one', async () => {
    const store = await readyStore();
    expect(promptReport('positive')(store.getState())?.tokens).toBe(1);
    store.getState().setPositive('dog');
    expect(promptReport('positive')(store.getState())).toBeNull();
    await settled(store);
    expect(promptReport('positive')(store.getState())?.tokens).toBe(1);
  });
});

describe('modes', () => {
  it('draws the steered pane alone when the mode changes, and says what with', async () => {
    const engine = new MemoryEngine();
    const store = await readyStore([engine]);
    store.getState().choosePane('steered', { mode: 'vsf' });
    await settled(store);
    expect(engine.requests.at(-1)?.panes).toEqual([{ id: 'steered', mode: 'vsf' }]);
    expect(store.getState().panes.steered.shown).toMatchObject({
      mode: 'vsf',
      guidance: { mode: 'vsf', scale: 1.7, offset: 0.2 },
    });
    expect(store.getState().panes.cfg.frameId).toBe(1);
  });

  it('keeps the mode when another model is chosen', async () => {
    const store = await readyStore();
    store.getState().choosePane('steered', { mode: 'nag' });
    await store.getState().chooseModel('turbo');
    await settled(store);
    expect(store.getState().panes.steered.shown?.mode).toBe('nag');
  });

  it('shows NASA where a model cannot draw the chosen mode, and goes back to it with a model that can', async () => {
    const missingModes = { vsf: 'VSF needs WebGPU.' };
    const store = await readyStore([new MemoryEngine(), new MemoryEngine(true, { missingModes })]);
    store.getState().choosePane('steered', { mode: 'vsf' });
    await store.getState().startEngine();
    await settled(store);
    expect(store.getState().panes.steered.shown?.mode).toBe('nasa');
    expect(store.getState().choices.steered.mode).toBe('vsf');
    await store.getState().startEngine();
    await settled(store);
    expect(store.getState().panes.steered.shown?.mode).toBe('vsf');
  });

  it('a mode that changes during a drag stops the frame of the old one at once', async () => {
    const engine = new MemoryEngine(false);
    const store = openStore([engine]);
    await store.getState().startEngine();
    for (let step = 0; step < 3; step++) await engine.step();
    store.getState().setScale(0.2);
    store.getState().choosePane('steered', { mode: 'nag' });
    for (let step = 0; step < 5; step++) await engine.step();
    await settled(store);
    const { shown, frameId } = store.getState().panes.steered;
    expect(shown).toMatchObject({ mode: 'nag', scale: 0.2 });
    expect(frameId, 'the picture of the old mode was not shown').toBe(2);
  });
});

describe('failures', () => {
  it('keeps the engine when one picture fails, and forgets the problem with the next picture', async () => {
    const engine = new MemoryEngine();
    const store = await readyStore([engine]);
    engine.failNext = new Error('odd tensor');
    store.getState().setScale(0.3);
    await settled(store);
    expect(store.getState()).toMatchObject({
      phase: 'ready',
      problem: { during: 'frame', message: 'odd tensor' },
    });
    expect(paneStatus('steered')(store.getState())).toBe('failed');
    expect(paneStatus('plain')(store.getState())).toBe('shown');
    store.getState().setScale(0.4);
    await settled(store);
    expect(store.getState().problem).toBeNull();
  });

  it('recovers from a device that is lost while nothing is drawn, since its canvases are blank now', async () => {
    const [first, second] = [new MemoryEngine(), new MemoryEngine()];
    const store = openStore([first, second]);
    await store.getState().startEngine();
    await settled(store);
    first.lose(new DeviceLostError('The GPU went away.', 'Restart.'));
    await vi.waitUntil(() => store.getState().recoveries === 1, { interval: 1 });
    await settled(store);
    expect(second.requests).toHaveLength(1);
    expect(store.getState().problem).toBeNull();
  });

  it('recovers once from a lost device on new canvases, and says so the second time', async () => {
    const [first, second] = [new MemoryEngine(), new MemoryEngine()];
    const store = openStore([first, second]);
    await store.getState().startEngine();
    await settled(store);

    first.failNext = new DeviceLostError('The GPU went away.', 'Restart.');
    store.getState().setScale(0.3);
    await settled(store);
    expect(store.getState()).toMatchObject({ phase: 'ready', problem: null, recoveries: 1, engineEpoch: 2 });
    expect(first.disposed).toBe(true);
    expect(second.requests.at(-1)).toMatchObject({ scale: 0.3 });
    expect(second.requests.slice(-1).map(paneIds)).toEqual([['steered', 'plain', 'cfg']]);
    expect(store.getState().panes.steered.frameId).toBe(2);

    second.failNext = new DeviceLostError('The GPU went away.', 'Restart.');
    store.getState().setScale(0.4);
    await settled(store);
    expect(store.getState()).toMatchObject({ phase: 'failed', problem: { code: 'device-lost' } });
    expect(store.getState().panes.steered.shown).toBeNull();
  });
});

describe('seed', () => {
  it('follows a preset unless it is locked', async () => {
    const store = await readyStore();
    store.getState().applyPreset({ ...PRESET, seed: 99 });
    expect(store.getState().seed).toBe(99);
    store.getState().toggleSeedLock();
    store.getState().applyPreset({ ...PRESET, seed: 5 });
    store.getState().rollSeed();
    expect(store.getState().seed).toBe(99);
    await settled(store);
  });

  it('rolls a whole number in range', async () => {
    const store = await readyStore();
    for (let roll = 0; roll < 50; roll++) {
      store.getState().rollSeed();
      const { seed } = store.getState();
      expect(Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32, `seed ${seed}`).toBe(true);
    }
    await settled(store);
  });
});
