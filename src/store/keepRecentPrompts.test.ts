// Recent prompts across visits: remembered once they were looked at, in any storage, or none.

import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepRecentPrompts, LOOKING, RECENT_KEY } from './keepRecentPrompts.ts';
import { readRecent } from './recentPrompts.ts';
import { readyStore, settled } from './testing/storeRig.ts';

class MemoryStorage {
  readonly entries = new Map<string, string>();
  getItem = (key: string): string | null => this.entries.get(key) ?? null;
  setItem = (key: string, text: string): void => void this.entries.set(key, text);
}

let storage: MemoryStorage;

beforeEach(() => {
  storage = new MemoryStorage();
});
afterEach(() => {
  vi.useRealTimers();
});

async function openStore(from: () => Pick<Storage, 'getItem' | 'setItem'> = () => storage) {
  const store = await readyStore();
  keepRecentPrompts(store, from);
  const ask = async (positive: string, looking = LOOKING, meanwhile = () => {}): Promise<void> => {
    store.getState().setPositive(positive);
    await settled(store);
    vi.useFakeTimers();
    // The frame is there already; what is new is the time.
    store.setState({ lastFrame: { ...store.getState().lastFrame! } });
    meanwhile();
    vi.advanceTimersByTime(looking);
    vi.useRealTimers();
  };
  return { store, ask };
}

const remembered = () => readRecent(storage.getItem(RECENT_KEY)).map(({ positive }) => positive);

it('remembers what was looked at, and not what was passed by', async () => {
  const { store, ask } = await openStore();
  await ask('dog');
  await ask('fox', LOOKING - 1);
  await ask('owl');
  expect(remembered()).toEqual(['owl', 'dog']);
  expect(store.getState().recentPrompts).toHaveLength(2);
});

it('the next visit has them, and brings both prompts back', async () => {
  await (await openStore()).ask('dog');
  const { store } = await openStore();
  const [last] = store.getState().recentPrompts;
  expect(last).toEqual({ positive: 'dog', negative: 'blurry' });
  store.getState().applyPrompts(last!);
  expect(store.getState()).toMatchObject(last!);
});

it('what another tab wrote meanwhile stays', async () => {
  const [one, other] = [await openStore(), await openStore()];
  await one.ask('dog');
  await other.ask('owl');
  expect(remembered()).toEqual(['owl', 'dog']);
});

it('forgets all of it when told', async () => {
  const { store, ask } = await openStore();
  await ask('dog');
  store.getState().clearRecentPrompts();
  expect(remembered()).toEqual([]);
  await ask('owl', LOOKING, () => store.getState().clearRecentPrompts());
  expect(remembered(), 'nor does it come back by itself').toEqual([]);
});

it('goes on without storage, and with damaged storage', async () => {
  const refused = await openStore(() => {
    throw new DOMException('denied', 'SecurityError');
  });
  await refused.ask('dog');
  await refused.ask('owl');
  expect(refused.store.getState().recentPrompts).toHaveLength(2);
  storage.setItem(RECENT_KEY, '{"broken');
  const { store, ask } = await openStore();
  expect(store.getState().recentPrompts).toEqual([]);
  await ask('dog');
  expect(remembered()).toEqual(['dog']);
});
