// Comparing in the store: any mode in any place, only what is in sight is drawn, and a difference that keeps up with its panes.
import { describe, expect, it, vi } from 'vitest';
import { MemoryEngine } from '../../e2e/fixtures/memoryEngine.ts';
import type { FrameRequest, PaneId } from '../protocol/engine.ts';
import { WHOLE_PICTURE } from './magnification.ts';
import { isDifferenceStale, isSettled } from './selectors.ts';
import { openStore, readyStore, settled } from './testing/storeRig.ts';

const paneIds = ({ panes }: FrameRequest): PaneId[] => panes.map(({ id }) => id);

describe('what a pane shows', () => {
  it('is any mode in any place, the same one twice too', async () => {
    const engine = new MemoryEngine();
    const store = await readyStore([engine]);
    store.getState().choosePane('cfg', { mode: 'nasa' });
    await settled(store);
    store.getState().choosePane('plain', { mode: 'cfg' });
    await settled(store);
    expect(engine.requests.slice(1).map(({ panes }) => panes)).toEqual([
      [{ id: 'cfg', mode: 'nasa' }],
      [{ id: 'plain', mode: 'cfg' }],
    ]);
    const { panes } = store.getState();
    expect([panes.plain, panes.steered, panes.cfg].map(({ shown }) => shown?.mode)).toEqual([
      'cfg',
      'nasa',
      'nasa',
    ]);
  });

  it('is drawn only while it is in sight', async () => {
    const engine = new MemoryEngine();
    const store = await readyStore([engine]);
    store.getState().setView('wipe');
    store.getState().setPositive('dog');
    await settled(store);
    expect(engine.requests.slice(1).map(paneIds)).toEqual([['steered', 'plain']]);
    expect(store.getState().panes.cfg.shown, 'of which the engine may have freed the picture').toBeNull();
    store.getState().setView('side');
    await settled(store);
    expect(paneIds(engine.requests.at(-1)!)).toEqual(['cfg']);
    expect(store.getState().panes.cfg.shown?.positive).toBe('dog');
  });

  it('follows the pair that is compared', async () => {
    const engine = new MemoryEngine();
    const store = await readyStore([engine]);
    store.getState().setView('flip');
    store.getState().setCompared('steered', 'cfg');
    store.getState().setCompared('cfg', 'cfg');
    await settled(store);
    expect(store.getState().compared, 'a pane is not compared with itself').toEqual(['steered', 'cfg']);
    expect(store.getState().panes.plain.shown).toBeNull();
    expect(store.getState().panes.cfg.shown?.mode).toBe('cfg');
  });
});

describe('the difference', () => {
  it('is asked for while it is in sight, alone where its panes are right already', async () => {
    const engine = new MemoryEngine();
    const store = await readyStore([engine]);
    expect(engine.requests.at(-1)?.difference).toBeUndefined();
    store.getState().setView('difference');
    expect(isSettled(store.getState())).toBe(false);
    await settled(store);
    const difference = { id: 'difference', between: ['plain', 'steered'] };
    expect(engine.requests.at(-1)).toMatchObject({ panes: [], difference });
    expect(store.getState().difference).toEqual({
      between: ['plain', 'steered'],
      frameIds: [1, 1],
      mean: 1,
      changed: 0.5,
    });
    store.getState().setView('side');
    store.getState().setScale(0.3);
    await settled(store);
    expect(engine.requests.at(-1)?.difference).toBeUndefined();
  });

  it('is drawn again with either of its panes, and for another pair', async () => {
    const engine = new MemoryEngine();
    const store = await readyStore([engine]);
    store.getState().setView('difference');
    await settled(store);
    store.getState().setScale(0.3);
    await settled(store);
    expect(engine.requests.at(-1)?.difference?.between).toEqual(['plain', 'steered']);
    expect(store.getState().difference?.frameIds).toEqual([1, 2]);
    store.getState().setCompared('steered', 'cfg');
    await settled(store);
    expect(engine.requests.at(-1)).toMatchObject({
      panes: [{ id: 'cfg' }],
      difference: { between: ['steered', 'cfg'] },
    });
    expect(isDifferenceStale(store.getState())).toBe(false);
  });

  it('is drawn again on a fresh canvas, and by a fresh engine', async () => {
    const [first, second] = [new MemoryEngine(), new MemoryEngine()];
    const store = await readyStore([first, second]);
    store.getState().setView('difference');
    await settled(store);
    const before = first.requests.length;
    store.getState().attachCanvas('difference', {} as OffscreenCanvas);
    await vi.waitUntil(() => first.requests.length > before, { interval: 1 });
    await settled(store);
    expect(first.requests.at(-1)).toMatchObject({ panes: [], difference: { id: 'difference' } });
    await store.getState().startEngine();
    await settled(store);
    expect(second.requests.at(-1)?.difference?.between).toEqual(['plain', 'steered']);
  });

  it('of a frame that was overtaken does not count', async () => {
    const engine = new MemoryEngine(false);
    const store = openStore([engine]);
    await store.getState().startEngine();
    for (let step = 0; step < 3; step++) await engine.step();
    store.getState().setView('difference');
    store.getState().setScale(0.2);
    store.getState().setScale(0.4);
    for (let step = 0; step < 4; step++) await engine.step();
    await settled(store);
    expect(store.getState().panes.steered.shown?.scale).toBe(0.4);
    expect(isDifferenceStale(store.getState())).toBe(false);
  });
});

describe('the view', () => {
  it('keeps wipe and magnification in their ranges', async () => {
    const store = openStore([]);
    const { setWipe, setMagnification } = store.getState();
    setWipe(1.4);
    expect(store.getState().wipe).toBe(1);
    setWipe(NaN);
    expect(store.getState().wipe).toBe(1);
    setMagnification({ zoom: 0.1, x: 4, y: 4 });
    expect(store.getState().magnification).toEqual(WHOLE_PICTURE);
  });
});
