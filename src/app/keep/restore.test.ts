// Restoring from the history: everything at once, and of what another version wrote, as far as this one understands it.
import { expect, it } from 'vitest';
import { entryId, type HistoryEntry } from '../../store/history/historyShelf.ts';
import { captureSettings } from '../../store/settings/captureSettings.ts';
import type { Settings } from '../../store/settings/settings.ts';
import { readyStore, settled } from '../../store/testing/storeRig.ts';
import { restoreEntry } from './restore.ts';

function entryOf(settings: Settings): HistoryEntry {
  return { id: entryId({ settings, mode: 'nasa' }), createdAt: 1, pinned: false, settings, mode: 'nasa' };
}

async function opened() {
  const store = await readyStore();
  const before = captureSettings(store.getState());
  store.setState({ positive: 'typed since', seed: 99 });
  const restored = async (change: object) => {
    await restoreEntry(store, entryOf({ ...before, ...change }));
    await settled(store);
    return store.getState();
  };
  return { before, restored };
}

it('brings back what this version wrote', async () => {
  const { before, restored } = await opened();
  const state = await restored({});
  expect(captureSettings(state)).toEqual(before);
  expect(state.note).toMatchObject({ text: 'Restored from the history.', details: [] });
});

it('clamps and leaves out what another version wrote, and says so', async () => {
  const { restored } = await opened();
  const modes = { plain: 'none', steered: 'warp', cfg: 'cfg' };
  const state = await restored({ version: 2, scale: 7, steps: 'many', modes });
  expect(state).toMatchObject({ positive: 'cat', scale: 1.5, seed: 7 });
  expect(state.choices.steered.mode).toBe('nasa');
  expect(state.note?.details).toEqual([
    'The picture is of version 2 of Steeraway: what this one understands of it is restored.',
    'Scale takes 0 to 1.5: 7 became 1.5.',
    'What it has for steps is no number and was left out.',
    'Its mode “warp” is not known here.',
  ]);
});
