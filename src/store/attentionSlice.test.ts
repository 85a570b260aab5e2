// Words under a picture: asked for only while somebody looks, brought up to the newest picture, and told of in a sentence where they fail.

import { expect, it, vi } from 'vitest';
import { MemoryEngine } from '../../e2e/fixtures/memoryEngine.ts';
import { readyStore, settled } from './testing/storeRig.ts';

async function open() {
  const engine = new MemoryEngine();
  const store = await readyStore([engine]);
  const read = () =>
    vi.waitUntil(() => store.getState().attention?.frameId === store.getState().panes.steered.frameId, {
      interval: 1,
    });
  return { engine, store, read };
}

it('asks nothing while nobody looks, and then for the picture that the pane shows', async () => {
  const { engine, store, read } = await open();
  await store.getState().refreshAttention();
  expect(engine.attentions).toEqual([]);
  store.getState().toggleAttention('steered');
  await read();
  expect(engine.attentions).toEqual([
    expect.objectContaining({ mode: 'nasa', positive: 'cat', negative: 'blurry', scale: 1, seed: 7 }),
  ]);
  const { attention, attentionMap } = store.getState();
  expect(attention?.words.map(({ sign, text }) => sign + text)).toEqual(['+cat', '-blurry']);
  expect(attentionMap(0)).toEqual({ side: 1, map: Float32Array.of(7) });
  expect(attentionMap(2)).toBeNull();
});

it('a picture is asked about once; a new one again, and a word that stays keeps its map', async () => {
  const { engine, store, read } = await open();
  store.getState().toggleAttention('steered');
  await read();
  await store.getState().refreshAttention();
  expect(engine.attentions).toHaveLength(1);
  store.getState().pointAtWord(1);
  store.getState().setPositive('dog');
  await settled(store);
  await store.getState().refreshAttention();
  expect(engine.attentions).toHaveLength(2);
  expect(store.getState().attendedWord, 'blurry is still there').toBe(1);
  store.getState().setNegative('dark');
  await settled(store);
  await store.getState().refreshAttention();
  expect(store.getState().attendedWord, 'blurry is gone').toBeNull();
});

it('another pane is another picture, even where both count the same frames', async () => {
  const { engine, store } = await open();
  store.getState().toggleAttention('steered');
  store.getState().toggleAttention('plain');
  await vi.waitUntil(() => store.getState().attention, { interval: 1 });
  expect(engine.attentions.map(({ mode }) => mode)).toEqual(['nasa', 'none']);
  store.getState().toggleAttention('plain');
  expect(store.getState()).toMatchObject({ attentionSlot: null, attention: null });
});

it('a failure is a sentence in its place, and no problem of the page', async () => {
  const { engine, store, read } = await open();
  engine.failNext = new Error('no op to watch');
  store.getState().toggleAttention('steered');
  await vi.waitUntil(() => store.getState().attentionProblem, { interval: 1 });
  expect(store.getState().problem).toBeNull();
  await store.getState().refreshAttention();
  await read();
  expect(store.getState().attentionProblem).toBeNull();
});
