// The address bar and the settings follow each other: what becomes a step for Back, and what Back restores.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { captureSettings } from '../../store/settings/captureSettings.ts';
import { settingsToLink } from '../../store/settings/settingsLink.ts';
import { PRESET, readyStore, settled } from '../../store/testing/storeRig.ts';
import type { AddressBar } from './addressBar.ts';
import { REST, syncAddress } from './addressSync.ts';

/** A browser's history as a list of steps. */
class MemoryAddress implements AddressBar {
  steps: string[];
  at = 0;
  writes = 0;
  /** As Safari does after the hundredth in half a minute. */
  isRefusing = false;
  #listener: () => void = () => {};

  constructor(hash = '') {
    this.steps = [hash];
  }

  read = (): string => this.steps[this.at] ?? '';

  push = (link: string): void => {
    this.#refuse();
    this.steps = [...this.steps.slice(0, ++this.at), `#${link}`];
    this.writes++;
  };

  replace = (link: string): void => {
    this.#refuse();
    this.steps[this.at] = `#${link}`;
    this.writes++;
  };

  onReturn = (listener: () => void): (() => void) => {
    this.#listener = listener;
    return () => (this.#listener = () => {});
  };

  go(steps: number): void {
    this.at += steps;
    this.#listener();
  }

  #refuse(): void {
    if (this.isRefusing) throw new DOMException('Too many calls to history.pushState().', 'SecurityError');
  }
}

async function opened(hash = '') {
  const store = await readyStore();
  const address = new MemoryAddress(hash);
  const end = syncAddress(store, address);
  await vi.advanceTimersByTimeAsync(50);
  const rest = () => vi.advanceTimersByTimeAsync(REST + 1);
  return { store, address, end, rest, ...store.getState() };
}

const scales = ({ steps }: MemoryAddress) =>
  steps.map((step) => new URLSearchParams(step.slice(1)).get('scale'));

beforeEach(() => void vi.useFakeTimers({ shouldAdvanceTime: true }));
afterEach(() => void vi.useRealTimers());

describe('a step for Back', () => {
  it('is one drag, however many positions it passes, with few writes', async () => {
    const { address, setScale, rest } = await opened();
    expect(address.steps).toEqual(['']);
    for (let position = 0; position < 100; position++) {
      setScale(position / 100);
      await vi.advanceTimersByTimeAsync(16);
    }
    await rest();
    expect(scales(address)).toEqual([null, '0.99']);
    expect(address.writes).toBeLessThan(10);
    setScale(0.5);
    await rest();
    expect(scales(address)).toEqual([null, '0.99', '0.5']);
  });

  it('is a preset, even at the end of a drag, which is kept as it ended', async () => {
    const { address, setScale, applyPreset } = await opened();
    setScale(0.1);
    setScale(0.2);
    applyPreset({ ...PRESET, positive: 'fruit', negative: 'banana', scale: 1 });
    expect(scales(address)).toEqual([null, '0.2', '1']);
  });

  it('is another view, and no drag of its divider and no zoom, which the newest step keeps', async () => {
    const { address, setView, setWipe, setMagnification, setScale, rest } = await opened();
    setView('wipe');
    await rest();
    for (let position = 0; position < 100; position++) {
      setWipe(position / 200);
      setMagnification({ zoom: 1 + position / 99, x: 0.25, y: 0.5 });
      await vi.advanceTimersByTimeAsync(16);
    }
    await rest();
    expect(address.writes).toBeLessThan(10);
    expect(address.steps).toHaveLength(2);
    expect(address.read()).toContain('view=wipe&pair=plain.steered&wipe=0.495&zoom=2_0.25_0.5');
    setScale(0.5);
    expect(scales(address)).toEqual([null, '1', '0.5']);
  });

  it('is an animation of scale and seeds, however long it plays; a preset that ends it is another', async () => {
    const { store, address, setScale, playLive, stepLive, stopLive, applyPreset, rest } = await opened();
    setScale(0.3);
    const play = async (from: number) => {
      playLive();
      for (let picture = 0; picture < 100; picture++) {
        stepLive({ scale: (picture % 50) / 100, seed: from + picture });
        await vi.advanceTimersByTimeAsync(picture % 40 === 39 ? REST + 1 : 100); // some pictures are slow
      }
      await rest();
    };
    await play(1000);
    expect(scales(address), 'what was set before it, and where it is').toEqual([null, '0.3', '0.49']);
    expect(address.read()).toContain('seed=1099');
    stopLive();
    await play(2000);
    expect(address.steps).toHaveLength(4);
    applyPreset({ ...PRESET, positive: 'fruit', negative: 'banana' });
    stopLive();
    await rest();
    expect(address.steps).toHaveLength(5);
    address.go(-3);
    await vi.advanceTimersByTimeAsync(50);
    expect(store.getState()).toMatchObject({ scale: 0.3, seed: 7, positive: 'cat' });
  });

  it('that the browser refuses comes later, and the page goes on', async () => {
    const { store, address, setScale, setSeed, rest } = await opened();
    address.isRefusing = true;
    setScale(0.3);
    setScale(0.4);
    await rest();
    setSeed(42);
    address.go(0);
    await vi.advanceTimersByTimeAsync(50);
    setSeed(43);
    await rest();
    expect(store.getState()).toMatchObject({ seed: 43, note: null });
    expect(address.steps).toEqual(['']);
    address.isRefusing = false;
    await vi.advanceTimersByTimeAsync(11_000);
    expect(address.steps).toHaveLength(2);
    expect(address.read()).toContain('seed=43');
  });

  it('is not a change that changes nothing', async () => {
    const { address, setScale } = await opened();
    setScale(1);
    expect(address.writes).toBe(0);
  });
});

describe('Back and Forward', () => {
  it('restore, down to what the page opened with, and write nothing', async () => {
    const { store, address, setScale, setSeed, rest } = await opened();
    setScale(0.3);
    await rest();
    setSeed(42);
    await rest();
    const writes = address.writes;
    address.go(-1);
    await vi.advanceTimersByTimeAsync(50);
    expect(store.getState()).toMatchObject({ scale: 0.3, seed: 7 });
    address.go(-1);
    await vi.advanceTimersByTimeAsync(50);
    expect(store.getState()).toMatchObject({ scale: 1, seed: 7 });
    address.go(2);
    await vi.advanceTimersByTimeAsync(50);
    expect(store.getState()).toMatchObject({ scale: 0.3, seed: 42 });
    expect(address.steps).toHaveLength(3);
    await settled(store);
    expect(address.writes - writes, 'writes that only repeat the address').toBeLessThanOrEqual(2);
  });

  it('restore the view, and where one looked', async () => {
    const { store, address, setView, setCompared, setWipe, setMagnification, rest } = await opened();
    setView('wipe');
    setWipe(0.2);
    setMagnification({ zoom: 4, x: 0.25, y: 0.75 });
    await rest();
    setView('difference');
    setCompared('steered', 'cfg');
    setMagnification({ zoom: 1, x: 0.5, y: 0.5 });
    await rest();
    address.go(-1);
    await vi.advanceTimersByTimeAsync(50);
    expect(store.getState()).toMatchObject({
      view: 'wipe',
      compared: ['plain', 'steered'],
      wipe: 0.2,
      magnification: { zoom: 4, x: 0.25, y: 0.75 },
    });
    address.go(-1);
    await vi.advanceTimersByTimeAsync(50);
    expect(store.getState()).toMatchObject({ view: 'side', magnification: { zoom: 1 } });
    address.go(2);
    await vi.advanceTimersByTimeAsync(50);
    expect(store.getState()).toMatchObject({ view: 'difference', compared: ['steered', 'cfg'] });
  });

  it('are followed by a new step, which drops the steps ahead', async () => {
    const { address, setScale, rest } = await opened();
    setScale(0.3);
    await rest();
    address.go(-1);
    await vi.advanceTimersByTimeAsync(50);
    setScale(0.9);
    expect(scales(address)).toEqual([null, '0.9']);
  });
});

describe('a link that the page is opened with', () => {
  it('is restored', async () => {
    const { store, address } = await opened('#want=dog&avoid=red&scale=0.5&seed=3&v=1');
    expect(store.getState()).toMatchObject({
      positive: 'dog',
      negative: 'red',
      scale: 0.5,
      seed: 3,
      note: null,
    });
    expect(address.steps).toHaveLength(1);
    expect(address.read()).toBe(`#${settingsToLink(captureSettings(store.getState()))}`);
  });

  it('of another version is restored as far as it goes, with a sentence', async () => {
    const { store } = await opened('#want=dog&scale=7&v=2');
    expect(store.getState()).toMatchObject({ positive: 'dog', scale: 1.5, negative: 'blurry' });
    expect(store.getState().note?.details).toHaveLength(2);
  });

  it('without settings is a sentence, and stays', async () => {
    const { store, address } = await opened('#nonsense');
    expect(store.getState()).toMatchObject({ positive: 'cat', note: { isProblem: true } });
    expect(address.steps).toEqual(['#nonsense']);
  });

  it('is let go when the page ends', async () => {
    const { address, setScale, end } = await opened();
    end();
    setScale(0.3);
    expect(address.writes).toBe(0);
  });
});
