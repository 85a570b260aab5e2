// The next visit finds what this one left; storage that refuses costs nothing but that, and is told.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepSettings, restoreSettings, startWithKeptModel } from './keepSettings.ts';
import { openStore } from './testing/storeRig.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function memoryStorage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: vi.fn((key: string, value: string) => void items.set(key, value)),
  };
}

const refusing = () => {
  throw new DOMException('The operation is insecure.', 'SecurityError');
};

test('the next visit opens with the settings of this one', () => {
  const storage = memoryStorage();
  const store = openStore([]);
  keepSettings(store, () => storage);
  store.getState().setPositive('a boat');
  store.getState().setScale(0.4);
  vi.advanceTimersByTime(1000);

  const next = openStore([]);
  restoreSettings(next, () => storage);
  expect(next.getState()).toMatchObject({ positive: 'a boat', scale: 0.4, settingsKept: true });
});

test('a sheet opens as it was left; one that never was opened, with what is set by then', () => {
  const storage = memoryStorage();
  const visit = () => {
    const store = openStore([]);
    restoreSettings(store, () => storage);
    return { store, leave: keepSettings(store, () => storage) };
  };
  const first = visit();
  first.store.getState().setSeed(50);
  first.leave();
  const second = visit();
  second.store.getState().setSeed(60);
  second.store.getState().openExplore();
  expect(second.store.getState().axisSettings).toMatchObject({ firstSeed: 60, negatives: '\nblurry' });
  second.store.getState().setAxisSettings({ seeds: 3 });
  second.store.getState().setAxes({ down: 'seed' });
  second.leave();
  const third = visit();
  third.store.getState().setSeed(70);
  third.store.getState().openExplore();
  expect(third.store.getState()).toMatchObject({ down: 'seed', axisSettings: { firstSeed: 60, seeds: 3 } });
});

test('a drag is written once, and a page that goes writes at once', () => {
  const storage = memoryStorage();
  const store = openStore([]);
  const flush = keepSettings(store, () => storage);
  for (let scale = 0; scale < 0.85; scale += 0.1) store.getState().setScale(scale);
  expect(storage.setItem).not.toHaveBeenCalled();
  flush();
  expect(storage.setItem).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1000);
  expect(storage.setItem, 'nothing has changed since').toHaveBeenCalledTimes(1);
});

test('where storage is refused the page goes on, and the state says so', () => {
  const store = openStore([]);
  restoreSettings(store, refusing);
  const flush = keepSettings(store, refusing);
  store.getState().setScale(0.2);
  flush();
  expect(store.getState()).toMatchObject({ scale: 0.2, settingsKept: false });
});

test('a model that is gone gives way to the embedded one, with a sentence', async () => {
  vi.useRealTimers();
  const store = openStore([]);
  store.setState({ modelId: 'never-heard-of' });
  await startWithKeptModel(store);
  expect(store.getState().modelId).toBeNull();
  expect(store.getState().phase).toBe('ready');
  expect(store.getState().restoreNotice).toMatch(/never-heard-of.*not stored here/);
});
