// Settings into the running store and out again: in one draw, with models that are here, elsewhere or unknown.
import { describe, expect, it } from 'vitest';
import { MemoryEngine } from '../../../e2e/fixtures/memoryEngine.ts';
import { MEMORY_CARDS, MemoryLibrary } from '../../../e2e/fixtures/memoryLibrary.ts';
import { openStore, readyStore, settled } from '../testing/storeRig.ts';
import { applySettings } from './applySettings.ts';
import { captureSettings, captureShown } from './captureSettings.ts';

const ready = (id: string) =>
  new MemoryLibrary(
    true,
    MEMORY_CARDS.map((card) => (card.id === id ? { ...card, isReady: true } : card)),
  );

describe('applying', () => {
  it('brings everything back with one request', async () => {
    const engine = new MemoryEngine();
    const store = await readyStore([engine]);
    const before = captureSettings(store.getState());
    expect(captureShown(store.getState(), 'steered')).toEqual(before);
    store.getState().setPositive('dog');
    store.getState().setNegative('');
    store.getState().setScale(0.2);
    store.getState().setSeed(99);
    store.getState().choosePane('steered', { mode: 'vsf' });
    await settled(store);
    const requests = engine.requests.length;
    expect(await applySettings(store, before)).toEqual([]);
    await settled(store);
    expect(engine.requests).toHaveLength(requests + 1);
    expect(captureSettings(store.getState())).toEqual(before);
    expect(captureShown(store.getState(), 'steered')).toEqual(before);
  });

  it('brings back how the pictures were compared, and draws what was out of sight', async () => {
    const store = await readyStore();
    store.getState().setView('wipe');
    store.getState().setWipe(0.3);
    store.getState().setMagnification({ zoom: 2, x: 0.3, y: 0.6 });
    const { comparison } = captureSettings(store.getState());
    if (!comparison) throw new Error('No comparison.');
    store.getState().setView('side');
    store.getState().setWipe(0.9);
    await settled(store);
    await applySettings(store, { comparison });
    await settled(store);
    expect(store.getState()).toMatchObject(comparison);
    expect(store.getState().panes.cfg.shown, 'out of sight').toBeNull();
    await applySettings(store, { comparison: { view: 'side' } });
    await settled(store);
    expect(store.getState()).toMatchObject({ ...comparison, view: 'side' });
    expect(store.getState().panes.cfg.shown).not.toBeNull();
  });

  it('leaves alone what is not there', async () => {
    const store = await readyStore();
    await applySettings(store, { seed: 3 });
    expect(store.getState()).toMatchObject({ positive: 'cat', negative: 'blurry', scale: 1, seed: 3 });
  });

  it('tells what a picture was drawn with from what is set since', async () => {
    const engine = new MemoryEngine();
    const store = await readyStore([engine]);
    store.setState({ positive: 'typed since' });
    expect(captureShown(store.getState(), 'steered')?.positive).toBe('cat');
    expect(captureSettings(store.getState()).positive).toBe('typed since');
  });
});

describe('the model', () => {
  it('is loaded where it is here, and then the steps are its own', async () => {
    const turbo = new MemoryEngine(true, { steps: { min: 1, max: 4, initial: 1 } });
    const store = await readyStore([new MemoryEngine(), turbo], ready('turbo'));
    expect(await applySettings(store, { model: 'turbo', steps: 9 })).toEqual([
      'Steps takes 1 to 4: 9 became 4.',
    ]);
    await settled(store);
    expect(store.getState()).toMatchObject({ modelId: 'turbo', steps: 4 });
    expect(await applySettings(store, { model: null, steps: 4 })).toEqual([
      'Steps is always 1 here: 4 became 1.',
    ]);
    expect(store.getState().modelId).toBeNull();
  });

  it('that is not downloaded, or not known, leaves the one that runs, and says so', async () => {
    const store = await readyStore();
    expect(await applySettings(store, { model: 'turbo', seed: 5 })).toEqual([
      'It was made with Turbo, which is not downloaded: Memory draws it now.',
    ]);
    expect(await applySettings(store, { model: 'a stranger' })).toEqual([
      'Its model “a stranger” is not known here: Memory draws it now.',
    ]);
    expect(store.getState()).toMatchObject({ modelId: null, seed: 5 });
  });

  it('may come while the page is still loading', async () => {
    const [first, turbo] = [
      new MemoryEngine(),
      new MemoryEngine(true, { steps: { min: 1, max: 4, initial: 1 } }),
    ];
    const store = openStore([first, turbo], ready('turbo'));
    void store.getState().startEngine();
    expect(await applySettings(store, { positive: 'dog', model: 'turbo', steps: 3 })).toEqual([]);
    await settled(store);
    expect(turbo.requests.at(-1)).toMatchObject({ positive: 'dog', steps: 3 });
  });
});
