// Sheets over an in-memory engine: which cells, in which order, latest wins, stop, failure, and a cell made current.
import { describe, expect, it, vi } from 'vitest';
import { MemoryEngine, settleTasks } from '../../e2e/fixtures/memoryEngine.ts';
import type { AppStore } from './index.ts';
import { currentCell, currentPicture, planSheet } from './sheet/sheet.ts';
import { openStore, readyStore, settled } from './testing/storeRig.ts';

const finished = (store: AppStore): Promise<unknown> =>
  vi.waitUntil(() => store.getState().sheetPhase !== 'drawing', { interval: 1 });

/** A ready store whose engine waits for steps from now on. */
async function stepwise(): Promise<{ store: AppStore; engine: MemoryEngine }> {
  const engine = new MemoryEngine(false);
  const store = openStore([engine]);
  await store.getState().startEngine();
  for (let step = 0; step < 3; step++) await engine.step();
  await settled(store);
  return { store, engine };
}

describe('a strip', () => {
  it('goes from 0 to 1.5, the picture in front of a person first, then its neighbours', async () => {
    const engine = new MemoryEngine();
    const store = await readyStore([engine]);
    store.getState().openExplore();
    await finished(store);
    expect(store.getState().sheet?.requests.map(({ scale }) => scale)).toEqual([
      0, 0.25, 0.5, 0.75, 1, 1.25, 1.5,
    ]);
    expect(engine.renders.map(({ scale }) => scale)).toEqual([1, 0.75, 1.25, 0.5, 1.5, 0.25, 0]);
    expect(store.getState()).toMatchObject({ sheetPhase: 'done', sheetProblem: null });
    expect([...(store.getState().cellPixels(2)?.rgba ?? [])]).toEqual([50, 7, 4, 255]);
    expect(engine.requests, 'the panes are left alone').toHaveLength(1);
  });

  it('keeps what is drawn when it is stopped, and draws no more', async () => {
    const { store, engine } = await stepwise();
    store.getState().openExplore();
    await engine.step();
    store.getState().stopSheet();
    for (let step = 0; step < 3; step++) await engine.step();
    expect(Object.keys(store.getState().drawnCells)).toEqual(['4']);
    expect(store.getState().sheetPhase).toBe('stopped');
    expect(engine.renders).toHaveLength(2);
  });

  it('a newer sheet ends the one before, and none of its cells comes later', async () => {
    const { store, engine } = await stepwise();
    store.getState().openExplore();
    await engine.step();
    store.getState().setAxisSettings({ scales: 2 });
    store.getState().drawSheet();
    for (let step = 0; step < 4; step++) await engine.step();
    expect(store.getState().sheet?.requests).toHaveLength(2);
    expect(Object.keys(store.getState().drawnCells)).toEqual(['0', '1']);
    expect(engine.renders.map(({ scale }) => scale)).toEqual([1, 0.75, 1.5, 0]);
  });

  it('a change of settings draws nothing by itself, but is seen', async () => {
    const engine = new MemoryEngine();
    const store = await readyStore([engine]);
    store.getState().openExplore();
    await finished(store);
    const isStale = (): boolean => planSheet(store.getState()).key !== store.getState().sheet?.key;
    store.getState().setScale(0.3);
    expect(isStale(), 'the scale is what the strip varies').toBe(false);
    store.getState().setSeed(8);
    expect(isStale()).toBe(true);
    await settled(store);
    expect(engine.renders).toHaveLength(7);
  });

  it('says what ended it, and goes on from there when asked', async () => {
    const { store, engine } = await stepwise();
    store.getState().openExplore();
    await engine.step();
    engine.failNext = new Error('odd tensor');
    await engine.step();
    expect(store.getState()).toMatchObject({
      sheetPhase: 'stopped',
      sheetProblem: { message: 'odd tensor' },
      phase: 'ready',
    });
    store.getState().drawSheet();
    expect(store.getState().sheetProblem).toBeNull();
  });
});

describe('a grid', () => {
  it('varies two settings, a negative a line, an empty line none, doubles once', async () => {
    const store = await readyStore();
    store.getState().openExplore();
    store.getState().setAxes({ across: 'negative', down: 'seed' });
    store.getState().setAxisSettings({ negatives: 'blurry\n\n dark \nblurry', firstSeed: 6, seeds: 2 });
    store.getState().drawSheet();
    await finished(store);
    const { sheet } = store.getState();
    expect(sheet?.requests.map(({ negative, seed }) => [negative, seed])).toEqual([
      ['blurry', 6],
      ['', 6],
      ['dark', 6],
      ['blurry', 7],
      ['', 7],
      ['dark', 7],
    ]);
  });

  it('has only modes that the model can draw, and never more than 12 by 8 cells', async () => {
    const engine = new MemoryEngine(true, { missingModes: { vsf: 'VSF needs WebGPU.' } });
    const store = await readyStore([engine]);
    store.getState().setAxes({ across: 'mode', down: 'negative' });
    store.getState().setAxisSettings({ negatives: Array.from({ length: 30 }, (_, i) => `n${i}`).join('\n') });
    const sheet = planSheet(store.getState());
    expect(sheet.across.values.map(({ label }) => label)).toEqual(['No guidance', 'NASA', 'NAG', 'CFG']);
    expect(sheet.requests).toHaveLength(4 * 8);
    store.getState().setAxes({ across: 'negative' });
    expect(store.getState().down, 'an axis is there once').toBeNull();
    expect(planSheet(store.getState()).requests).toHaveLength(12);
  });

  it('a cell that is picked becomes what the panes show', async () => {
    const store = await readyStore();
    store.getState().openExplore();
    store.getState().setAxes({ across: 'scale', down: 'mode' });
    store.getState().drawSheet();
    await finished(store);
    const { sheet } = store.getState();
    const cell = sheet?.requests.findIndex(({ mode, scale }) => mode === 'vsf' && scale === 0.5) ?? -1;
    store.getState().pickCell(cell);
    await settled(store);
    expect(store.getState().panes.steered.shown).toMatchObject({ mode: 'vsf', scale: 0.5 });
    expect(sheet && currentCell(sheet, currentPicture(store.getState()))).toBe(cell);
    expect(store.getState().sheetPhase, 'picking redraws nothing').toBe('done');
  });
});

it('closing stops the sheet; nothing is drawn before there is an engine', async () => {
  const { store, engine } = await stepwise();
  store.getState().openExplore();
  store.getState().closeExplore();
  await engine.step();
  await settleTasks();
  expect(store.getState()).toMatchObject({ exploreOpen: false, sheetPhase: 'stopped' });
  const fresh = openStore([]);
  fresh.getState().openExplore();
  expect(fresh.getState().sheet).toBeNull();
});
