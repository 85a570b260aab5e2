// Settings across visits: restored before the engine starts, written a moment after each change and when the page goes.
import type { AppStore } from './index.ts';
import type { PageStorage } from './pageStorage.ts';
import { chosenCard } from './selectors.ts';
import { readVisit, visitOf, writeVisit } from './visitSettings.ts';

const KEY = 'steeraway.settings';
/** Milliseconds between a change and its writing: a drag is one. */
const REST = 300;

/** Sets what the last visit left, if it can be read. */
export function restoreSettings(store: AppStore, storage: PageStorage): void {
  try {
    store.setState(readVisit(storage().getItem(KEY)));
  } catch {
    store.setState({ settingsKept: false }); // said in the diagnostics
  }
}

/**
 * Writes from now on. Never throws: a full or refused storage is told in the state.
 * @returns writes at once what has changed; for the moment when the page goes
 */
export function keepSettings(store: AppStore, storage: PageStorage): () => void {
  let written = writeVisit(visitOf(store.getState()));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = (): void => {
    clearTimeout(timer);
    const text = writeVisit(visitOf(store.getState()));
    if (text === written) return;
    written = text;
    try {
      storage().setItem(KEY, text);
      if (!store.getState().settingsKept) store.setState({ settingsKept: true });
    } catch {
      store.setState({ settingsKept: false });
    }
  };
  store.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(write, REST);
  });
  return write;
}

/** Starts the engine with the model of the last visit where it is still here, else with the embedded one, and says so. */
export async function startWithKeptModel(store: AppStore): Promise<void> {
  const { modelId, refreshModels, startEngine } = store.getState();
  if (modelId !== null) {
    await refreshModels();
    const card = chosenCard(store.getState());
    if (card?.isReady !== true)
      store.setState({
        modelId: null,
        restoreNotice: `${card?.name ?? modelId}, the model of your last visit, is not stored here any more: this is the one that comes with the page.`,
      });
  }
  await startEngine();
}
