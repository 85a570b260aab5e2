// Settings into the store: prompts, numbers and modes at once, then the model, then what depends on the model.
import { toRange } from '../../protocol/readNumber.ts';
import { stepsRange } from '../guidanceSlice.ts';
import type { AppStore } from '../index.ts';
import { modelName } from '../selectors.ts';
import { clampedNote } from './readSettings.ts';
import type { PaneChoice, PaneChoices, PaneSlot } from '../paneSlots.ts';
import type { FoundSettings, PaneModes } from './settings.ts';

/**
 * What is missing in `found` stays as it is.
 * @returns sentences on what could not be taken as it was; resolves once a model that had to be loaded is
 */
export async function applySettings(store: AppStore, found: FoundSettings): Promise<readonly string[]> {
  const { positive, negative, scale, seed, modes } = found;
  store.setState({
    ...(positive !== undefined && { positive }),
    ...(negative !== undefined && { negative }),
    ...(scale !== undefined && { scale }),
    ...(seed !== undefined && { seed }),
    choices: withModes(store.getState().choices, modes ?? {}),
  });
  store.getState().scheduleFrame(0);
  const notes = await applyModel(store, found.model);
  return [...notes, ...(await applySteps(store, found.steps))];
}

function withModes(choices: PaneChoices, modes: Partial<PaneModes>): PaneChoices {
  const change = (slot: PaneSlot): PaneChoice => ({
    ...choices[slot],
    mode: modes[slot] ?? choices[slot].mode,
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

async function applySteps(store: AppStore, steps: number | undefined): Promise<readonly string[]> {
  if (steps === undefined) return [];
  await untilLoaded(store);
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
