// Remembers the picture that a person came to rest at: settled, and left alone for a while.
import { entryId } from '../../store/history/historyShelf.ts';
import type { AppStore } from '../../store/index.ts';
import { isSettled } from '../../store/selectors.ts';
import { captureSettings, captureShown } from '../../store/settings/captureSettings.ts';
import type { Settings } from '../../store/settings/settings.ts';
import { rememberPicture } from './keepPicture.ts';

/** Milliseconds without a change. A drag, or typing, passes by many pictures that nobody wants back. */
export const REST = 1500;
/** The one that a person watches. */
const WATCHED = 'steered';

/**
 * The picture that the page opens with is not remembered: every visit would begin with it.
 * @param remember keeps what the pane shows
 * @returns stops it
 */
export function rememberPictures(store: AppStore, remember = rememberPicture): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let known = watchedId(captureSettings(store.getState()));

  const onRest = (): void => {
    const state = store.getState();
    const settings = captureShown(state, WATCHED);
    if (!settings || !isSettled(state) || state.problem) return;
    const id = watchedId(settings);
    if (id === known) return;
    known = id;
    // An engine that is lost right now says so itself, and a picture that moves on comes to rest again.
    void remember(store, WATCHED).catch(() => (known = ''));
  };

  const unsubscribe = store.subscribe((state, before) => {
    if (state.panes === before.panes && state.busy === before.busy) return;
    clearTimeout(timer);
    timer = setTimeout(onRest, REST);
  });
  return () => {
    clearTimeout(timer);
    unsubscribe();
  };
}

/** Before the engine runs nobody knows the name of its first checkpoint; the settings name every other one of this pane. */
function watchedId(settings: Settings): string {
  return entryId({ settings, mode: settings.modes[WATCHED] });
}
