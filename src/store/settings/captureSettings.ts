// Settings out of the store: as they are now, and as they were when a pane's picture was drawn.
import type { AppState } from '../appState.ts';
import { modeOf, PANE_SLOTS, type PaneSlot } from '../paneSlots.ts';
import { captureComparison } from './comparison.ts';
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
    ...named(Object.fromEntries(PANE_SLOTS.map((slot) => [slot, state.choices[slot].checkpoint]))),
    comparison: captureComparison(state),
    model: modelId,
    ...(engine && { engine }),
  };
}

/** @returns what the picture in the pane was drawn with, which a newer change may have left behind; `null` without one */
export function captureShown(state: AppState, slot: PaneSlot): Settings | null {
  const { shown } = state.panes[slot];
  if (!shown) return null;
  const { positive, negative, scale, seed, mode, checkpoint } = shown;
  const now = captureSettings(state);
  const steps = shown.steps ?? now.steps;
  const modes = { ...now.modes, [slot]: mode };
  const isFirst = checkpoint === state.info?.checkpoints[0]?.id;
  const { checkpoints: others, ...rest } = now;
  const checkpoints = named({ ...others, [slot]: isFirst ? null : checkpoint });
  return { ...rest, positive, negative, scale, seed, steps, modes, ...checkpoints };
}

/** The checkpoints that are not the model's first; nothing where all are. */
function named(
  checkpoints: Readonly<Record<string, string | null | undefined>>,
): Pick<Settings, 'checkpoints'> {
  const found = Object.entries(checkpoints).filter(([, id]) => typeof id === 'string');
  return found.length > 0 ? { checkpoints: Object.fromEntries(found) } : {};
}
