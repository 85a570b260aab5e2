// Named readings of the state, written once and outside the components.
import type { FrameRequest, PromptReport } from '../protocol/engine.ts';
import type { GuidanceMode } from '../protocol/guidance.ts';
import type { ModelCard } from '../protocol/library.ts';
import { MODES } from '../protocol/modes.ts';
import type { AppState } from './appState.ts';
import {
  DRAWING_ORDER,
  modeOf,
  visibleSlots,
  wantedDifference,
  wantedPanes,
  type PaneSlot,
} from './paneSlots.ts';
import { stalePanes } from './paneState.ts';

/** `waiting`: the engine loads. `drawing`: a newer picture is on its way. `failed`, `stopped`: it will not come by itself. */
export type PaneStatus = 'waiting' | 'drawing' | 'shown' | 'failed' | 'stopped';

/** The heat map's, as `paneStatus`. */
export function differenceStatus(state: AppState): PaneStatus {
  if (state.phase !== 'ready') return state.phase === 'failed' ? 'failed' : 'waiting';
  return isDifferenceStale(state) ? staleStatus(state) : 'shown';
}

/** Of what does not show what the settings ask for. */
function staleStatus({ busy, problem, frameStopped }: AppState): PaneStatus {
  if (busy) return 'drawing';
  return problem ? 'failed' : frameStopped ? 'stopped' : 'drawing';
}

/** What the settings ask for, in every pane in sight. */
export function wantedFrame(state: AppState): FrameRequest {
  const { positive, negative, scale, seed, steps } = state;
  const difference = wantedDifference(state);
  return { positive, negative, scale, seed, steps, panes: wantedPanes(state), difference };
}

/** The heat map is in sight, and is not of what its panes show now. */
export function isDifferenceStale({ view, compared, difference, panes }: AppState): boolean {
  if (view !== 'difference') return false;
  return compared.some(
    (slot, side) => difference?.between[side] !== slot || difference.frameIds[side] !== panes[slot].frameId,
  );
}

export const paneStatus =
  (slot: PaneSlot) =>
  (state: AppState): PaneStatus => {
    if (state.phase === 'failed') return 'failed';
    if (state.phase === 'loading') return 'waiting';
    return stalePanes(state.panes, wantedFrame(state)).includes(slot) ? staleStatus(state) : 'shown';
  };

/** Where a pane stands in a view of two; `hidden` is neither of them, `own` has a place of its own. */
export const paneSide =
  (slot: PaneSlot) =>
  ({ view, compared: [left, right] }: AppState): 'own' | 'left' | 'right' | 'hidden' => {
    if (view === 'side') return 'own';
    return slot === left ? 'left' : slot === right ? 'right' : 'hidden';
  };

/** What the plain picture beside the others took, if there is one in sight: what the others are measured by. */
export function plainMilliseconds(state: AppState): number | null {
  const plain = visibleSlots(state).find((slot) => state.panes[slot].shown?.mode === 'none');
  return plain === undefined ? null : state.panes[plain].milliseconds;
}

/** The mode that is worth explaining: what steers inside the attention, else whatever is not plain. */
export function notedMode(state: AppState): GuidanceMode {
  const visible = visibleSlots(state);
  const modes = DRAWING_ORDER.filter((slot) => visible.includes(slot)).map((slot) => modeOf(slot, state));
  return (
    modes.find((mode) => MODES[mode].place === 'attention') ?? modes.find((mode) => mode !== 'none') ?? 'none'
  );
}

/** Every pane shows what the settings ask for, or never will until something is done. */
export function isSettled(state: AppState): boolean {
  if (state.phase !== 'ready') return state.phase === 'failed';
  return !state.busy && (state.problem !== null || state.frameStopped || !isStale(state));
}

/** A person stopped the pictures that the settings ask for. */
export function isStopped(state: AppState): boolean {
  return state.frameStopped && isStale(state);
}

function isStale(state: AppState): boolean {
  return stalePanes(state.panes, wantedFrame(state)).length > 0 || isDifferenceStale(state);
}

/** The tokenizer's report on a prompt, once it speaks of the text that is in the field now. */
export const promptReport =
  (field: 'positive' | 'negative') =>
  (state: AppState): PromptReport | null => {
    const { lastFrame } = state;
    return lastFrame?.request[field] === state[field] ? lastFrame[field] : null;
  };

/** An empty negative subtracts nothing. */
export function hasNegative(state: AppState): boolean {
  return state.negative.trim() !== '';
}

/** The card of the model that the engine runs or is loading. */
export function chosenCard({ cards, modelId }: AppState): ModelCard | null {
  const isChosen = (card: ModelCard): boolean =>
    modelId === null ? card.source === 'embedded' : card.id === modelId;
  return cards?.find(isChosen) ?? null;
}

/** The chosen model's name, `null` while nobody has told it yet. */
export function modelName(state: AppState): string | null {
  if (state.phase === 'ready' && state.info) return state.info.modelName;
  return chosenCard(state)?.name ?? null;
}
