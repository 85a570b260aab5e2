// Panes are called by their mode, and told apart by their weights where two in sight have the same.
import { expect, it } from 'vitest';
import { MemoryEngine } from '../../e2e/fixtures/memoryEngine.ts';
import { paneName, shownName } from './paneNames.ts';
import { PANE_SLOTS } from './paneSlots.ts';
import { readyStore, settled } from './testing/storeRig.ts';

const CHECKPOINTS = [
  { id: 'nasa-t', name: 'NASA-T', sentence: '' },
  { id: 'nasa-i', name: 'NASA-I', sentence: '' },
] as const;

async function open() {
  const store = await readyStore([new MemoryEngine(true, { checkpoints: CHECKPOINTS })]);
  const names = (among?: typeof PANE_SLOTS) =>
    PANE_SLOTS.map((slot) => paneName(slot, among)(store.getState()));
  return { store, names };
}

it('a mode that stands alone is name enough', async () => {
  const { names } = await open();
  expect(names()).toEqual(['No guidance', 'NASA', 'CFG']);
});

it('two of a mode are called with their weights, where both are in sight', async () => {
  const { store, names } = await open();
  store.getState().choosePane('cfg', { mode: 'nasa', checkpoint: 'nasa-i' });
  await settled(store);
  expect(names()).toEqual(['No guidance', 'NASA (NASA-T)', 'NASA (NASA-I)']);
  store.getState().setView('wipe');
  expect(names().slice(0, 2), 'its double is out of sight').toEqual(['No guidance', 'NASA']);
  expect(names(PANE_SLOTS), 'in a list of all').toEqual(['No guidance', 'NASA (NASA-T)', 'NASA (NASA-I)']);
});

it('what is on the canvas keeps its name until the next picture is there', async () => {
  const { store } = await open();
  store.getState().choosePane('plain', { mode: 'nasa', checkpoint: 'nasa-i' });
  expect(paneName('plain')(store.getState())).toBe('NASA (NASA-I)');
  expect(shownName('plain')(store.getState())).toBe('No guidance');
  await settled(store);
  expect(PANE_SLOTS.map((slot) => shownName(slot)(store.getState()))).toEqual([
    'NASA (NASA-I)',
    'NASA (NASA-T)',
    'CFG',
  ]);
});

it('a model with one set of weights has only modes to tell', async () => {
  const store = await readyStore();
  store.getState().choosePane('plain', { mode: 'nasa' });
  expect(paneName('plain')(store.getState())).toBe('NASA');
});
