// What stands on a film: over each picture what drew it, under them the arithmetic of the moment.
import { useMemo } from 'react';
import type { AppState } from '../../store/appState.ts';
import { shownName } from '../../store/paneNames.ts';
import { isPaneSlot } from '../../store/paneSlots.ts';
import { useAppStoreApi } from '../shared/storeContext.ts';
import type { FilmTexts } from './filmCanvas.ts';

/** They read the state when they are called. */
export function useFilmTexts(): FilmTexts {
  const store = useAppStoreApi();
  return useMemo(
    () => ({
      caption: () => captionOf(store.getState()),
      name: (pane) => (isPaneSlot(pane) ? shownName(pane)(store.getState()) : ''),
    }),
    [store],
  );
}

function captionOf({ positive, negative, scale, seed }: AppState): string {
  const away = negative.trim() ? ` − ${scale.toFixed(2)} × ${negative.trim()}` : '';
  return `${positive.trim() || 'anything'}${away} · seed ${seed}`;
}
