// Choosing, deleting and dropping models: what wins a race, what is kept, and what one model's failure leaves alone.
import { describe, expect, it, vi } from 'vitest';
import { MemoryEngine, settleTasks } from '../../e2e/fixtures/memoryEngine.ts';
import { MemoryLibrary } from '../../e2e/fixtures/memoryLibrary.ts';
import { SteerawayError } from '../lib/errors.ts';
import { chosenCard, modelName } from './selectors.ts';
import { openStore, readyStore, settled } from './testing/storeRig.ts';

class DeviceLostError extends SteerawayError {
  readonly code = 'device-lost';
}

const FOLDER = ['unet/model.onnx', 'vae_decoder/model.onnx'].map((path) => ({
  path: `/mine/${path}`,
  file: new Blob(['weights']),
}));

describe('choosing a model', () => {
  it('starts a fresh engine with it, drops the old pictures and keeps the prompts', async () => {
    const [first, second] = [new MemoryEngine(), new MemoryEngine()];
    const store = await readyStore([first, second]);
    store.getState().setPositive('my long prompt');
    const chosen = store.getState().chooseModel('turbo');
    expect(store.getState()).toMatchObject({ phase: 'loading', panes: { steered: { shown: null } } });
    await chosen;
    await settled(store);
    expect(first.disposed).toBe(true);
    expect(first.options).toEqual({});
    expect(second.options).toEqual({ modelId: 'turbo' });
    expect(second.requests.at(-1)).toMatchObject({ positive: 'my long prompt', negative: 'blurry' });
  });

  it('survives a restart after a lost device, and has a recovery of its own', async () => {
    const engines = [new MemoryEngine(), new MemoryEngine(), new MemoryEngine(), new MemoryEngine()];
    const store = await readyStore(engines);
    engines[0]!.lose(new DeviceLostError('gone', 'Restart.'));
    await vi.waitUntil(() => store.getState().recoveries === 1, { interval: 1 });
    await settled(store);
    await store.getState().chooseModel('turbo');
    await settled(store);
    engines[2]!.lose(new DeviceLostError('gone', 'Restart.'));
    await vi.waitUntil(() => store.getState().engineEpoch === 4, { interval: 1 });
    await settled(store);
    expect(engines[3]!.options).toEqual({ modelId: 'turbo' });
    expect(store.getState()).toMatchObject({ modelId: 'turbo', problem: null });
  });

  it('while another loads: the last choice wins, and every other engine is ended', async () => {
    const engines = [new MemoryEngine(), new MemoryEngine(), new MemoryEngine()];
    const store = await readyStore(engines);
    const choices = [store.getState().chooseModel('turbo'), store.getState().chooseModel('other')];
    await Promise.all(choices);
    await settled(store);
    const used = engines.filter(({ options }) => options !== null);
    expect(used.map(({ disposed }) => disposed)).toEqual([true, false]);
    expect(used.at(-1)?.options).toEqual({ modelId: 'other' });
    expect(store.getState()).toMatchObject({ phase: 'ready', modelId: 'other', problem: null });
  });

  it('a slow engine that is overtaken after it loaded does not take the canvases of the next', async () => {
    const [first, slow, last] = [new MemoryEngine(), new MemoryEngine(), new MemoryEngine()];
    let goOn = (): void => {};
    const loadOf = slow.load.bind(slow);
    slow.load = async (...args) => {
      await new Promise<void>((resolve) => (goOn = resolve));
      return loadOf(...args);
    };
    const store = await readyStore([first, slow, last]);
    void store.getState().chooseModel('turbo');
    await settleTasks();
    const chosen = store.getState().chooseModel('other');
    goOn();
    await chosen;
    await settled(store);
    expect(slow.canvases.size).toBe(0);
    expect(last.canvases.size).toBe(3);
    expect(store.getState().info?.modelId).toBe('other');
  });

  it('that is chosen already changes nothing; one that failed is tried again', async () => {
    const engines = [new MemoryEngine(), new MemoryEngine(), new MemoryEngine()];
    const store = await readyStore(engines);
    await store.getState().refreshModels();
    await store.getState().chooseModel('memory');
    expect(store.getState().engineEpoch).toBe(1);
    engines[1]!.failNext = new Error('too large');
    await store.getState().chooseModel('turbo');
    await store.getState().chooseModel('turbo');
    await settled(store);
    expect(store.getState()).toMatchObject({ phase: 'ready', engineEpoch: 3 });
  });

  it('that cannot be loaded is a problem, and the way back leads to the embedded model', async () => {
    const [first, broken, last] = [new MemoryEngine(), new MemoryEngine(), new MemoryEngine()];
    broken.failNext = new Error('no cross-attention');
    const store = await readyStore([first, broken, last]);
    await store.getState().refreshModels();
    store.getState().setNegative('kept');
    await store.getState().chooseModel('turbo');
    expect(store.getState()).toMatchObject({
      phase: 'failed',
      problem: { during: 'load', message: 'no cross-attention' },
    });
    expect(modelName(store.getState())).toBe('Turbo');
    await store.getState().chooseModel(null);
    await settled(store);
    expect(store.getState()).toMatchObject({ phase: 'ready', problem: null, modelId: null });
    expect(last.options).toEqual({});
    expect(last.requests.at(-1)).toMatchObject({ positive: 'cat', negative: 'kept' });
    expect(chosenCard(store.getState())?.id).toBe('memory');
  });
});

describe('steps', () => {
  it('begin at what the model is at its best with, are clamped, and redraw every pane', async () => {
    const steps = { min: 1, max: 8, initial: 4 };
    const engine = new MemoryEngine(true, { steps });
    const store = await readyStore([new MemoryEngine(), engine, new MemoryEngine(true, { steps })]);
    expect(store.getState().steps).toBe(1);
    await store.getState().chooseModel('turbo');
    await settled(store);
    expect(engine.requests.map((request) => request.steps)).toEqual([4]);
    store.getState().setSteps(99);
    await settled(store);
    expect(engine.requests.at(-1)).toMatchObject({
      steps: 8,
      panes: [{ id: 'steered' }, { id: 'plain' }, { id: 'cfg' }],
    });
    await store.getState().startEngine();
    await settled(store);
    expect(store.getState().steps, 'a restart keeps them').toBe(8);
    await store.getState().chooseModel(null);
    await settled(store);
    expect(store.getState().steps).toBe(1);
  });
});

describe('the list', () => {
  it('comes from the newest question, whichever answer comes last', async () => {
    const library = new MemoryLibrary();
    const slow = library.list.bind(library);
    library.list = async () => {
      const cards = await slow();
      await settleTasks();
      await settleTasks();
      return cards.slice(0, 1);
    };
    const store = openStore([], library);
    const early = store.getState().refreshModels();
    library.list = slow;
    await store.getState().refreshModels();
    expect(store.getState().cards).toHaveLength(3);
    await early;
    expect(store.getState().cards).toHaveLength(3);
  });

  it('that cannot be had is a problem of its own, until it can', async () => {
    const library = new MemoryLibrary();
    const store = await readyStore([], library);
    library.failNext = new Error('worker gone');
    await store.getState().refreshModels();
    expect(store.getState()).toMatchObject({
      phase: 'ready',
      problem: null,
      listProblem: { message: 'worker gone' },
    });
    await store.getState().refreshModels();
    expect(store.getState().listProblem).toBeNull();
  });
});

describe('deleting and adding', () => {
  it('a model that runs gives way to the embedded one', async () => {
    const store = await readyStore();
    const added = await store.getState().addLocalFiles(FOLDER);
    await store.getState().chooseModel(added);
    await store.getState().deleteModel(added ?? '');
    await settled(store);
    expect(store.getState()).toMatchObject({ modelId: null, phase: 'ready', modelNews: 'mine is deleted.' });
    expect(store.getState().cards?.map(({ id }) => id)).toEqual(['memory', 'turbo', 'other']);
  });

  it('a delete that fails leaves the other models alone', async () => {
    const library = new MemoryLibrary();
    const store = await readyStore([], library);
    library.failNext = new Error('disk');
    await store.getState().deleteModel('turbo');
    expect(Object.keys(store.getState().modelProblems)).toEqual(['turbo']);
    await store.getState().deleteModel('other');
    expect(store.getState().modelProblems.turbo?.message).toBe('disk');
    await store.getState().deleteModel('turbo');
    expect(store.getState().modelProblems).toEqual({});
  });

  it('files without a model are refused, with a reason', async () => {
    const store = await readyStore();
    expect(await store.getState().addLocalFiles([{ path: 'notes.txt', file: new Blob(['n']) }])).toBeNull();
    expect(store.getState()).toMatchObject({
      addingLocal: false,
      localProblem: { code: 'no-model-among-files' },
    });
    expect(await store.getState().addLocalFiles(Promise.resolve(FOLDER))).toBe('local-mine');
    expect(store.getState().localProblem).toBeNull();
  });

  it('files that could not be read are a problem, not an unhandled rejection', async () => {
    const store = await readyStore();
    await store.getState().addLocalFiles(Promise.reject(new Error('moved')));
    expect(store.getState()).toMatchObject({ addingLocal: false, localProblem: { message: 'moved' } });
  });
});
