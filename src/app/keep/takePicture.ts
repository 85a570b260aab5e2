// A pane's picture with the settings that made it: both of the same moment, also while pictures change.
import type { PanePixels } from '../../protocol/engine.ts';
import { entryId, type EntryFacts, type HistoryEntry } from '../../store/history/historyShelf.ts';
import type { AppStore } from '../../store/index.ts';
import type { PaneSlot } from '../../store/paneSlots.ts';
import type { ShownPicture } from '../../store/paneState.ts';
import { captureShown } from '../../store/settings/captureSettings.ts';
import type { Settings } from '../../store/settings/settings.ts';
import { PictureMovingError } from './errors.ts';

export interface TakenPicture {
  readonly shown: ShownPicture;
  readonly settings: Settings;
  readonly pixels: PanePixels;
}

const TRIES = 5;

/** @returns `null` where the pane shows nothing @throws PictureMovingError; whatever reading the pixels throws */
export async function takePicture(store: AppStore, slot: PaneSlot): Promise<TakenPicture | null> {
  for (let tries = 0; tries < TRIES; tries++) {
    const { frameId, shown } = store.getState().panes[slot];
    const settings = captureShown(store.getState(), slot);
    if (!shown || !settings) return null;
    const pixels = await store.getState().readPixels(slot);
    if (store.getState().panes[slot].frameId === frameId) return { shown, settings, pixels };
  }
  throw new PictureMovingError();
}

/** @param now milliseconds since 1970 */
export function toEntry({ settings, shown }: TakenPicture, now: number): Omit<HistoryEntry, 'pinned'> {
  const { mode, checkpoint } = shown;
  const facts: EntryFacts = { settings, mode, ...(checkpoint !== undefined && { checkpoint }) };
  return { ...facts, id: entryId(facts), createdAt: now };
}
