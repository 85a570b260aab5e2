// Which pictures are remembered: those that a person rests at, with the settings that they were drawn with.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MemoryEngine } from '../../../e2e/fixtures/memoryEngine.ts';
import { PRESET, openStore, readyStore, settled } from '../../store/testing/storeRig.ts';
import { PictureMovingError } from './errors.ts';
import { fileName } from './fileName.ts';
import { REST, rememberPictures } from './rememberPictures.ts';
import { takePicture, toEntry } from './takePicture.ts';

describe('resting', () => {
  beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }));
  afterEach(() => void vi.useRealTimers());

  async function watched() {
    const store = openStore([]);
    const seen: number[] = [];
    const stop = rememberPictures(store, async () => {
      seen.push(store.getState().scale);
    });
    await store.getState().startEngine();
    await settled(store);
    const rest = async () => {
      await settled(store);
      await vi.advanceTimersByTimeAsync(REST + 1);
    };
    return { store, seen, stop, rest };
  }

  it('remembers where a drag ends, not what it passes, nor what the page opened with', async () => {
    const { store, seen, rest } = await watched();
    await rest();
    expect(seen).toEqual([]);
    for (const scale of [0.1, 0.2, 0.3, 0.4]) {
      store.getState().setScale(scale);
      await vi.advanceTimersByTimeAsync(REST / 3);
    }
    await rest();
    expect(seen).toEqual([0.4]);
    store.getState().scheduleFrame(0);
    await rest();
    expect(seen, 'the same picture once').toEqual([0.4]);
    store.getState().setScale(PRESET.scale);
    await rest();
    expect(seen, 'back at the first one').toEqual([0.4, 1]);
  });

  it('remembers nothing once it is stopped', async () => {
    const { store, seen, rest, stop } = await watched();
    store.getState().setScale(0.5);
    stop();
    await rest();
    expect(seen).toEqual([]);
  });
});

describe('taking a picture', () => {
  it('gives the pixels with the settings of the same moment', async () => {
    const store = await readyStore();
    store.setState({ positive: 'typed since' });
    const taken = await takePicture(store, 'steered');
    expect(taken?.settings).toMatchObject({ positive: PRESET.positive, scale: 1, seed: 7 });
    expect([...(taken?.pixels.rgba ?? [])]).toEqual([100, 7, 4, 255]);
    if (taken) expect(toEntry(taken, 5)).toMatchObject({ mode: 'nasa', createdAt: 5 });
  });

  it('takes it again where it changed meanwhile, and gives up on one that never stands still', async () => {
    const engine = new MemoryEngine();
    const store = await readyStore([engine]);
    const read = engine.readPixels.bind(engine);
    let changes = 2;
    vi.spyOn(engine, 'readPixels').mockImplementation(async (id) => {
      const pixels = await read(id);
      if (changes-- > 0) {
        store.getState().setScale((changes % 10) / 10);
        await settled(store);
      }
      return pixels;
    });
    const taken = await takePicture(store, 'steered');
    expect(taken?.settings.scale).toBe(0);
    changes = 100;
    await expect(takePicture(store, 'steered')).rejects.toThrow(PictureMovingError);
  });

  it('tells apart what two checkpoints draw from the same settings', async () => {
    const checkpoints = ['nasa-t', 'nasa-i'].map((id) => ({ id, name: id, sentence: '' }));
    const store = await readyStore([new MemoryEngine(true, { checkpoints })]);
    store.getState().choosePane('plain', { mode: 'nasa', checkpoint: 'nasa-i' });
    await settled(store);
    const [plain, steered] = await Promise.all([takePicture(store, 'plain'), takePicture(store, 'steered')]);
    if (!plain || !steered) throw new Error('No picture.');
    const entries = [toEntry(plain, 5), toEntry(steered, 5)] as const;
    expect(entries.map(({ checkpoint }) => checkpoint)).toEqual(['nasa-i', 'nasa-t']);
    expect(entries[0].id).not.toBe(entries[1].id);
    expect(entries.map(fileName)).toEqual([
      'cat-without-blurry-nasa-1.00-nasa-i-seed7.png',
      'cat-without-blurry-nasa-1.00-seed7.png',
    ]);
  });

  it('is nothing where the pane shows nothing', async () => {
    expect(await takePicture(openStore([]), 'steered')).toBeNull();
  });
});
