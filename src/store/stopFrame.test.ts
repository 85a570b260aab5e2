// A frame that is stopped: the panes keep their last whole pictures and say which those are, until the next change.
import { expect, it, vi } from 'vitest';
import { MemoryEngine } from '../../e2e/fixtures/memoryEngine.ts';
import { isSettled, isStopped, paneStatus } from './selectors.ts';
import { openStore, readyStore, settled } from './testing/storeRig.ts';

/** The steered picture of the new scale is drawn, the one of CFG is not. */
async function stopped() {
  const engine = new MemoryEngine(false);
  const store = openStore([engine]);
  await store.getState().startEngine();
  for (let step = 0; step < 3; step++) await engine.step();
  store.getState().setScale(0.2);
  await engine.step();
  store.getState().stopFrame();
  await engine.step();
  return { store, engine };
}

it('leaves the panes at their last whole pictures, and says which are of before', async () => {
  const { store } = await stopped();
  const state = store.getState();
  expect(state.busy).toBe(false);
  expect(isSettled(state)).toBe(true);
  expect(isStopped(state)).toBe(true);
  expect(state.panes.steered.shown?.scale).toBe(0.2);
  expect(state.panes.cfg).toMatchObject({ frameId: 1, shown: { scale: 1 } });
  const status = (['plain', 'steered', 'cfg'] as const).map((slot) => paneStatus(slot)(state));
  expect(status).toEqual(['shown', 'shown', 'stopped']);
});

it('is drawn again, as far as it was not, when that is asked for', async () => {
  const { store, engine } = await stopped();
  store.getState().scheduleFrame(0);
  expect(isStopped(store.getState())).toBe(false);
  await engine.step();
  await settled(store);
  expect(engine.requests.at(-1)).toMatchObject({ scale: 0.2, panes: [{ id: 'cfg' }] });
  expect(store.getState().panes.cfg.shown?.scale).toBe(0.2);
});

it('may still be waiting for the typing to rest', async () => {
  const engine = new MemoryEngine();
  const store = await readyStore([engine]);
  store.getState().setPositive('dog');
  store.getState().stopFrame();
  await vi.waitFor(() => expect(isStopped(store.getState())).toBe(true));
  expect(engine.requests).toHaveLength(1);
  store.getState().setPositive('dogs');
  await settled(store);
  expect(store.getState().panes.steered.shown?.positive).toBe('dogs');
});

it('is none where nothing runs', async () => {
  const store = await readyStore();
  store.getState().stopFrame();
  expect(store.getState().frameStopped).toBe(false);
});
