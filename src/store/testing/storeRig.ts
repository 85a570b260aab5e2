// The store over an engine and a library of plain memory, with panes that hand over canvases as the page does.
import { vi } from 'vitest';
import { MemoryEngine } from '../../../e2e/fixtures/memoryEngine.ts';
import { MemoryLibrary } from '../../../e2e/fixtures/memoryLibrary.ts';
import type { ImageEngine } from '../../protocol/engine.ts';
import { LatestWins } from '../../worker/latestWins.ts';
import { createAppStore, type AppStore } from '../index.ts';
import { PANE_SLOTS } from '../paneSlots.ts';
import type { Preset } from '../promptSlice.ts';
import { isSettled } from '../selectors.ts';

export const PRESET: Preset = { label: 'p', positive: 'cat', negative: 'blurry', scale: 1, seed: 7 };

/** The engine behind the worker's queue, as the page meets it. */
export function queued(engine: MemoryEngine): ImageEngine {
  const queue = new LatestWins(engine);
  return {
    generate: (...args) => queue.generate(...args),
    cancel: () => queue.cancel(),
    load: (...args) => engine.load(...args),
    describe: () => engine.describe(),
    attachCanvas: (...args) => engine.attachCanvas(...args),
    readPixels: (id) => engine.readPixels(id),
    render: (request) => engine.render(request),
    readAttention: (request) => engine.readAttention(request),
    cancelRenders: () => engine.cancelRenders(),
    dispose: () => engine.dispose(),
    lost: engine.lost,
  };
}

/** @param engines used one after the other; then fresh ones */
export function openStore(engines: MemoryEngine[], library = new MemoryLibrary()): AppStore {
  const queue = [...engines];
  const store = createAppStore(
    () => queued(queue.shift() ?? new MemoryEngine()),
    () => library,
    PRESET,
  );
  const attachAll = (): void =>
    PANE_SLOTS.forEach((slot) => store.getState().attachCanvas(slot, {} as OffscreenCanvas));
  store.subscribe((state, before) => state.engineEpoch !== before.engineEpoch && attachAll());
  return store;
}

export async function readyStore(
  engines: MemoryEngine[] = [],
  library = new MemoryLibrary(),
): Promise<AppStore> {
  const store = openStore(engines, library);
  await store.getState().startEngine();
  await settled(store);
  return store;
}

export const settled = (store: AppStore): Promise<unknown> =>
  vi.waitUntil(() => isSettled(store.getState()), { interval: 1 });
