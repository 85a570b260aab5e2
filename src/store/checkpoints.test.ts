// Whose weights draw a pane: asked for, kept, restored, and said where a model has no such.
import { describe, expect, it, vi } from 'vitest';
import { MemoryEngine } from '../../e2e/fixtures/memoryEngine.ts';
import { checkpointOf, paneRequest } from './paneSlots.ts';
import { applySettings } from './settings/applySettings.ts';
import { captureSettings, captureShown } from './settings/captureSettings.ts';
import { settingsFromLink, settingsToLink } from './settings/settingsLink.ts';
import { currentPicture, planSheet } from './sheet/sheet.ts';
import { readyStore, settled } from './testing/storeRig.ts';

const CHECKPOINTS = [
  { id: 'nasa-t', name: 'NASA-T', sentence: 'Trained with negatives.' },
  { id: 'nasa-i', name: 'NASA-I', sentence: 'Trained without.' },
] as const;

async function open() {
  const engine = new MemoryEngine(true, { checkpoints: CHECKPOINTS });
  return { engine, store: await readyStore([engine]) };
}

describe('a pane', () => {
  it('is drawn with the model’s first weights, until others are chosen; the other panes stay', async () => {
    const { engine, store } = await open();
    expect(engine.requests.at(-1)?.panes.map(({ checkpoint }) => checkpoint)).toEqual(
      Array(3).fill('nasa-t'),
    );
    store.getState().choosePane('plain', { mode: 'nasa', checkpoint: 'nasa-i' });
    await settled(store);
    expect(engine.requests.at(-1)?.panes).toEqual([{ id: 'plain', mode: 'nasa', checkpoint: 'nasa-i' }]);
    expect(store.getState().panes.plain.shown).toMatchObject({ mode: 'nasa', checkpoint: 'nasa-i' });
  });

  it('of a model with one set of weights asks for none, and keeps the choice for the next model', async () => {
    const store = await readyStore();
    store.getState().choosePane('plain', { checkpoint: 'nasa-i' });
    expect(paneRequest('plain', store.getState())).toEqual({ mode: 'none' });
    const info = { ...store.getState().info!, checkpoints: CHECKPOINTS };
    expect(checkpointOf('plain', { ...store.getState(), info })?.name).toBe('NASA-I');
  });
});

describe('settings', () => {
  it('carry the weights that are not the first, through a link and back', async () => {
    const { store } = await open();
    expect(settingsToLink(captureSettings(store.getState()))).not.toContain('weights');
    store.getState().choosePane('steered', { checkpoint: 'nasa-i' });
    await settled(store);
    const settings = captureSettings(store.getState());
    expect(settings.checkpoints).toEqual({ steered: 'nasa-i' });
    expect(captureShown(store.getState(), 'steered')).toEqual(settings);
    const link = settingsToLink(settings);
    expect(link).toContain('weights=.nasa-i.');
    const other = (await open()).store;
    await applySettings(other, settingsFromLink(link)!.settings);
    expect(captureSettings(other.getState())).toEqual(settings);
  });

  it('that name none mean the first', async () => {
    const { store } = await open();
    const before = captureSettings(store.getState());
    store.getState().choosePane('steered', { checkpoint: 'nasa-i' });
    store.getState().choosePane('steered', { checkpoint: 'nasa-t' });
    expect(store.getState().choices.steered.checkpoint, 'chosen by name').toBeNull();
    store.getState().choosePane('steered', { checkpoint: 'nasa-i' });
    expect(await applySettings(store, before)).toEqual([]);
    expect(store.getState().choices.steered.checkpoint).toBeNull();
  });

  it('of weights that are not here say so', async () => {
    const { store } = await open();
    expect(await applySettings(store, { checkpoints: { steered: 'nasa-x' } })).toEqual([
      'Its weights “nasa-x” are not known here: Memory draws with its own.',
    ]);
    expect(currentPicture(store.getState()).checkpoint).toBe('nasa-t');
  });
});

describe('a sheet', () => {
  it('may vary them', async () => {
    const { store } = await open();
    store.getState().setAxes({ across: 'checkpoint' });
    const { across, requests } = planSheet(store.getState());
    expect(across.values.map(({ label }) => label)).toEqual(['NASA-T', 'NASA-I']);
    expect(requests.map(({ checkpoint }) => checkpoint)).toEqual(['nasa-t', 'nasa-i']);
    store.getState().drawSheet();
    await vi.waitUntil(() => store.getState().sheetPhase === 'done', { interval: 1 });
    store.getState().pickCell(1);
    expect(store.getState().choices.steered.checkpoint).toBe('nasa-i');
  });

  it('of a model without has one picture', async () => {
    const store = await readyStore();
    store.getState().setAxes({ across: 'checkpoint' });
    expect(planSheet(store.getState()).requests).toEqual([currentPicture(store.getState())]);
  });
});
