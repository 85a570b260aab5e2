// Combines the slices into the one store of the page.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ImageEngine, LoadOptions } from '../protocol/engine.ts';
import type { ModelLibrary } from '../protocol/library.ts';
import type { AppState } from './appState.ts';
import { createCompareSlice } from './compareSlice.ts';
import { createAttentionSlice } from './attentionSlice.ts';
import { createDownloadSlice } from './downloadSlice.ts';
import { EngineSession } from './engineSession.ts';
import { createEngineSlice } from './engineSlice.ts';
import { createExploreSlice } from './exploreSlice.ts';
import { createFrameSlice } from './frameSlice.ts';
import { createGuidanceSlice } from './guidanceSlice.ts';
import type { HistoryShelf } from './history/historyShelf.ts';
import { MemoryShelf } from './history/memoryShelf.ts';
import { createHistorySlice } from './historySlice.ts';
import { createLiveSlice } from './liveSlice.ts';
import { createModelSlice } from './modelSlice.ts';
import { createNoteSlice } from './noteSlice.ts';
import { createPageSlice } from './pageSlice.ts';
import { createPromptSlice, type Preset } from './promptSlice.ts';
import { createRecentSlice } from './recentSlice.ts';

export type AppStore = StoreApi<AppState>;

/**
 * @param createEngine makes the engine; called again for each restart
 * @param createLibrary makes the model library; called once, when it is first needed
 * @param initial what the page opens with
 * @param options how each engine is loaded; the person may choose another model than this one's later
 * @param openShelf opens the history's place; called once, when it is first needed
 */
export function createAppStore(
  createEngine: () => ImageEngine,
  createLibrary: () => ModelLibrary,
  initial: Preset,
  options: LoadOptions = {},
  openShelf: () => Promise<HistoryShelf> = async () => new MemoryShelf(),
): AppStore {
  const { modelId = null, ...engineOptions } = options;
  const session = new EngineSession(createEngine);
  const library = once(createLibrary);
  return createStore<AppState>()((...api) => ({
    ...createPromptSlice(initial)(...api),
    ...createGuidanceSlice(initial)(...api),
    ...createCompareSlice(...api),
    ...createEngineSlice(session, engineOptions)(...api),
    ...createFrameSlice(session)(...api),
    ...createModelSlice(library, modelId)(...api),
    ...createDownloadSlice(library)(...api),
    ...createExploreSlice(session)(...api),
    ...createLiveSlice(...api),
    ...createPageSlice(...api),
    ...createHistorySlice(openShelf)(...api),
    ...createNoteSlice()(...api),
    ...createRecentSlice(...api),
    ...createAttentionSlice(session)(...api),
  }));
}

function once<Value extends object>(create: () => Value): () => Value {
  let value: Value | undefined;
  return () => (value ??= create());
}
