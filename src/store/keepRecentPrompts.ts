// Prompts whose picture was looked at for a moment go on the list of recent ones, which outlives the visit.
import type { AppStore } from './index.ts';
import type { PageStorage } from './pageStorage.ts';
import { addRecent, isSame, readRecent, writeRecent, type PromptPair } from './recentPrompts.ts';

export const RECENT_KEY = 'steeraway.recentPrompts';
/** Milliseconds that a picture has to stay: whoever types on does not mean it yet. */
export const LOOKING = 2000;

/** Restores the list and keeps it from now on. Never throws: without storage it lasts as long as the page. */
export function keepRecentPrompts(store: AppStore, storage: PageStorage): void {
  const read = (): readonly PromptPair[] => {
    try {
      return readRecent(storage().getItem(RECENT_KEY));
    } catch {
      return store.getState().recentPrompts;
    }
  };
  const write = (list: readonly PromptPair[]): void => {
    try {
      storage().setItem(RECENT_KEY, writeRecent(list));
    } catch {
      // Full or refused: the list in the page goes on.
    }
  };
  const opening = promptsOf(store);
  let timer: ReturnType<typeof setTimeout> | undefined;
  store.setState({ recentPrompts: read() });
  store.subscribe((state, before) => {
    if (state.recentPrompts !== before.recentPrompts) {
      clearTimeout(timer); // what was cleared does not come back by itself
      write(state.recentPrompts);
    }
    if (state.lastFrame === before.lastFrame && isSame(state, before)) return;
    clearTimeout(timer);
    const { lastFrame } = state;
    const prompts = promptsOf(store);
    if (!lastFrame || !isSame(lastFrame.request, prompts) || isSame(prompts, opening)) return;
    // Another tab may have added to the list meanwhile.
    timer = setTimeout(() => store.setState({ recentPrompts: addRecent(read(), prompts) }), LOOKING);
  });
}

function promptsOf(store: AppStore): PromptPair {
  const { positive, negative } = store.getState();
  return { positive, negative };
}
