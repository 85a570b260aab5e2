// Notes: one at a time, each told anew.
import { expect, it } from 'vitest';
import { openStore } from './testing/storeRig.ts';

it('gives the same sentence told again another number, also after it was dismissed', () => {
  const store = openStore([]);
  const told = () => {
    store.getState().tell('Link copied.');
    return store.getState().note?.number;
  };
  const numbers = [told(), told()];
  store.getState().dismissNote();
  expect(new Set([...numbers, told()]).size).toBe(3);
  expect(store.getState().note).toMatchObject({ text: 'Link copied.', isProblem: false, offer: null });
});
