// The shortcuts as data: Esc is taken only where it stops something.
import { expect, it } from 'vitest';
import { readyStore } from '../../store/testing/storeRig.ts';
import { SHORTCUTS, type Shortcut } from './shortcuts.ts';

const shortcuts: readonly Shortcut[] = SHORTCUTS;

it('Esc is needed while something runs, and its run ends that', async () => {
  const store = await readyStore();
  const { run, isNeeded } = shortcuts.find(({ global }) => global?.key === 'Escape')?.global ?? {};
  if (!run || !isNeeded) throw new Error('No shortcut for Esc.');
  expect(isNeeded(store.getState()), 'at rest').toBe(false);
  const begins = {
    picture: () => store.getState().setScale(0.3),
    animation: () => store.getState().playLive(),
    recording: () => store.getState().setRecording(true),
    sheet: () => store.getState().drawSheet(),
  };
  for (const [name, begin] of Object.entries(begins)) {
    begin();
    expect(isNeeded(store.getState()), name).toBe(true);
    run(store.getState(), false);
    expect(isNeeded(store.getState()), `${name}, stopped`).toBe(false);
  }
});
