// How the page calls what a pane shows: by its mode, and by whose weights draw it where the mode alone would be said twice.
import type { CheckpointFacts, PaneRequest } from '../protocol/engine.ts';
import { MODES } from '../protocol/modes.ts';
import type { AppState } from './appState.ts';
import { paneRequest, visibleSlots, type PaneSlot } from './paneSlots.ts';

/** All of a picture that a name may tell. */
type Drawn = Pick<PaneRequest, 'mode' | 'checkpoint'>;

/**
 * @param others what stands beside it
 * @param checkpoints of the model that drew it
 * @returns e.g. `NASA`, or `NASA (NASA-I)` beside another of that mode
 */
export function drawnName(
  { mode, checkpoint }: Drawn,
  others: readonly Drawn[],
  checkpoints: readonly CheckpointFacts[],
): string {
  const { name } = MODES[mode];
  const weights = checkpoints.find(({ id }) => id === checkpoint)?.name;
  const isTold = weights === undefined || !others.some((other) => other.mode === mode);
  return isTold ? name : `${name} (${weights})`;
}

/** Of what the pane is to show. @param among the panes that are named together; default: those in sight */
export const paneName =
  (slot: PaneSlot, among?: readonly PaneSlot[]) =>
  (state: AppState): string => {
    const others = (among ?? visibleSlots(state)).filter((other) => other !== slot);
    return drawnName(
      paneRequest(slot, state),
      others.map((other) => paneRequest(other, state)),
      state.info?.checkpoints ?? [],
    );
  };

/** Of what is on the pane's canvas; the choice while that is not known. */
export const shownName =
  (slot: PaneSlot) =>
  (state: AppState): string => {
    const { shown } = state.panes[slot];
    if (!shown) return paneName(slot)(state);
    const others = visibleSlots(state).flatMap((other) => state.panes[other].shown ?? []);
    return drawnName(
      shown,
      others.filter((other) => other !== shown),
      state.info?.checkpoints ?? [],
    );
  };
