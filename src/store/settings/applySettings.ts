// Settings into the store: prompts, numbers and modes at once, then the model, then what depends on the model.
import { toRange } from '../../protocol/readNumber.ts';
import { stepsRange } from '../guidanceSlice.ts';
import type { AppStore } from '../index.ts';
import { modelName } from '../selectors.ts';
import type { PaneChoice, PaneChoices, PaneSlot } from '../paneSlots.ts';
import { clampedNote } from './readFields.ts';
import type { FoundSettings, PaneCheckpoints, PaneModes } from './settings.ts';

/**
 * What is missing in `found` stays as it is.
 * @returns sentences on what could not be taken as it was; resolves once a model that had to be loaded is
 */
export async function applySettings(store: AppStore, found: FoundSettings): Promise<readonly string[]> {
  const { positive, negative, scale, seed, modes, checkpoints, comparison } = found;
  store.setState({
    ...(positive !== undefined && { positive }),
    ...(negative !== undefined && { negative }),
    ...(scale !== undefined && { scale }),
    ...(seed !== undefined && { seed }),
    choices: withFound(store.getState().choices, modes ?? {}, checkpoints ?? {}),
    ...comparison,
  });
  if (comparison) store.getState().forgetHidden();
  store.getState().scheduleFrame(0);
  const notes = await applyModel(store, found.model);
  await untilLoaded(store);
  return [...notes, ...missingCheckpoints(store, found.checkpoints), ...applySteps(store, found.steps)];
}

function withFound(
  choices: PaneChoices,
  modes: Partial<PaneModes>,
  checkpoints: PaneCheckpoints,
): PaneChoices {
  const change = (slot: PaneSlot): PaneChoice => ({
    ...choices[slot],
    mode: modes[slot] ?? choices[slot].mode,
    // Settings that name a pane's mode mean the model's first weights where they name none.
    checkpoint: checkpoints[slot] ?? (modes[slot] === undefined ? choices[slot].checkpoint : null),
  });
  return { plain: change('plain'), steered: change('steered'), cfg: change('cfg') };
}

async function applyModel(store: AppStore, id: string | null | undefined): Promise<readonly string[]> {
  const now = store.getState();
  if (id === undefined || id === now.modelId) return [];
  if (id === null) {
    await now.chooseModel(null);
    return [];
  }
  if (now.cards === null) await now.refreshModels();
  const card = store.getState().cards?.find((known) => known.id === id);
  if (card?.isReady) {
    await now.chooseModel(id);
    return [];
  }
  const here = modelName(store.getState()) ?? 'the model in use';
  if (card) return [`It was made with ${card.name}, which is not downloaded: ${here} draws it now.`];
  return [`Its model “${id.slice(0, 60)}” is not known here: ${here} draws it now.`];
}

function missingCheckpoints(store: AppStore, wanted: PaneCheckpoints = {}): readonly string[] {
  const { info, phase } = store.getState();
  if (!info || phase !== 'ready') return [];
  const known = info.checkpoints.map(({ id }) => id);
  const missing = new Set(Object.values(wanted).filter((id) => !known.includes(id)));
  return [...missing].map(
    (id) => `Its weights “${id}” are not known here: ${info.modelName} draws with its own.`,
  );
}

function applySteps(store: AppStore, steps: number | undefined): readonly string[] {
  if (steps === undefined) return [];
  const { info, phase, setSteps } = store.getState();
  if (!info || phase !== 'ready') return [];
  const range = stepsRange(info.steps);
  const value = toRange(steps, range);
  if (value !== store.getState().steps) setSteps(value);
  return value === steps ? [] : [clampedNote(range, steps, value)];
}

function untilLoaded(store: AppStore): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (store.getState().phase === 'loading') return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = store.subscribe(check);
    check();
  });
}
