// Settings out of the store: as they are now, and as they were when a pane's picture was drawn.
import type { AppState } from '../appState.ts';
import { modeOf, PANE_SLOTS, type PaneSlot } from '../paneSlots.ts';
import { SETTINGS_VERSION, type PaneModes, type Settings } from './settings.ts';

export function captureSettings(state: AppState): Settings {
  const { positive, negative, scale, seed, steps, modelId, info } = state;
  const modes = Object.fromEntries(PANE_SLOTS.map((slot) => [slot, modeOf(slot, state)]));
  const engine = info && {
    modelId: info.modelId,
    modelName: info.modelName,
    backend: info.backend,
    precision: info.precision,
  };
  return {
    version: SETTINGS_VERSION,
    positive,
    negative,
    scale,
    seed,
    steps,
    modes: modes as PaneModes,
    model: modelId,
    ...(engine && { engine }),
  };
}

/** @returns what the picture in the pane was drawn with, which a newer change may have left behind; `null` without one */
export function captureShown(state: AppState, slot: PaneSlot): Settings | null {
  const { shown } = state.panes[slot];
  if (!shown) return null;
  const { positive, negative, scale, seed, mode } = shown;
  const now = captureSettings(state);
  const steps = shown.steps ?? now.steps;
  return { ...now, positive, negative, scale, seed, steps, modes: { ...now.modes, [slot]: mode } };
}
