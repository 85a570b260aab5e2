// What is said aloud: pictures once they rest, that an animation plays, and nothing of each of its steps.
import { expect, it } from 'vitest';
import { MemoryEngine } from '../../../e2e/fixtures/memoryEngine.ts';
import { openStore, settled } from '../../store/testing/storeRig.ts';
import { announcement } from './announcement.ts';

it('an animation is told once, and the pictures when it rests', async () => {
  const store = openStore([new MemoryEngine(true)]);
  const said: string[] = [];
  store.subscribe((state) => {
    const sentence = announcement(state);
    if (sentence !== said.at(-1)) said.push(sentence);
  });
  await store.getState().startEngine();
  await settled(store);
  expect(said.at(-1)).toBe('Pictures drawn: cat without blurry, scale 1.');

  said.length = 0;
  store.getState().playLive();
  for (const scale of [0.9, 0.8, 0.7]) {
    store.getState().stepLive({ scale });
    await settled(store);
  }
  expect(said).toEqual(['Playing.']);
  store.getState().stopLive();
  expect(said).toEqual(['Playing.', 'Pictures drawn: cat without blurry, scale 0.7.']);
});

it('nothing is said while a picture is on its way', async () => {
  const store = openStore([new MemoryEngine(true)]);
  await store.getState().startEngine();
  await settled(store);
  store.getState().setScale(0.5);
  expect(announcement(store.getState())).toBe('');
});
