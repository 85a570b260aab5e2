// Combines the slices into the one store of the page.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ImageEngine, LoadOptions } from '../protocol/engine.ts';
import type { AppState } from './appState.ts';
import { EngineSession } from './engineSession.ts';
import { createEngineSlice } from './engineSlice.ts';
import { createFrameSlice } from './frameSlice.ts';
import { createGuidanceSlice } from './guidanceSlice.ts';
import { createPromptSlice, type Preset } from './promptSlice.ts';

export type AppStore = StoreApi<AppState>;

/**
 * @param createEngine makes the engine; called again for each restart
 * @param initial what the page opens with
 * @param options how each engine is loaded
 */
export function createAppStore(
  createEngine: () => ImageEngine,
  initial: Preset,
  options: LoadOptions = {},
): AppStore {
  const session = new EngineSession(createEngine, options);
  return createStore<AppState>()((...api) => ({
    ...createPromptSlice(initial)(...api),
    ...createGuidanceSlice(initial)(...api),
    ...createEngineSlice(session)(...api),
    ...createFrameSlice(session)(...api),
  }));
}
