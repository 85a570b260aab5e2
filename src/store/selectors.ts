// Named readings of the state, written once and outside the components.
import type { FrameRequest, PromptReport } from '../protocol/engine.ts';
import type { ModelCard } from '../protocol/library.ts';
import type { AppState } from './appState.ts';
import { wantedDifference, wantedPanes, type PaneSlot } from './paneSlots.ts';
import { stalePanes } from './paneState.ts';

/** `waiting`: the engine loads. `drawing`: a newer picture is on its way. `failed`: it will not come by itself. */
export type PaneStatus = 'waiting' | 'drawing' | 'shown' | 'failed';

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
    if (!stalePanes(state.panes, wantedFrame(state)).includes(slot)) return 'shown';
    return state.problem && !state.busy ? 'failed' : 'drawing';
  };

/** Every pane shows what the settings ask for, or never will until something is done. */
export function isSettled(state: AppState): boolean {
  if (state.phase !== 'ready') return state.phase === 'failed';
  const isStale = stalePanes(state.panes, wantedFrame(state)).length > 0 || isDifferenceStale(state);
  return !state.busy && (state.problem !== null || !isStale);
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
