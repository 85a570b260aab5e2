// The history: what is remembered, what falls out, what comes back, and what happens where nothing can be stored.
import { describe, expect, it } from 'vitest';
import { HISTORY_LIMIT, fallenOut, matching } from './history/historyList.ts';
import type { HistoryShelf } from './history/historyShelf.ts';
import { MemoryShelf } from './history/memoryShelf.ts';
import { entryOf, filesOf, storeOn, onMemory } from './testing/historyRig.ts';

describe('remembering', () => {
  it('shows the newest first, and the same picture once', async () => {
    const history = onMemory();
    await history.remember('dog', 1);
    await history.remember('fox', 2);
    await history.remember('dog', 3);
    expect(history.words()).toEqual(['dog', 'fox']);
    expect(await (await history.readKept(entryOf('fox', 0).id))?.png.text()).toBe('fox');
  });

  it('drops the oldest beyond the limit, files too, and never a pinned one', async () => {
    const shelf = new MemoryShelf();
    for (let index = 0; index < HISTORY_LIMIT; index++)
      await shelf.put(entryOf(`${index}`, index), filesOf('x'));
    const history = storeOn(async () => shelf);
    await history.refreshHistory();
    await history.pinEntry(entryOf('0', 0).id, true);
    await history.remember('first', 1000);
    expect(history.words()).toHaveLength(HISTORY_LIMIT + 1);
    await history.remember('second', 1001);
    expect(history.words()).toHaveLength(HISTORY_LIMIT + 1);
    expect(history.words()).toContain('0');
    expect(history.words()).not.toContain('1');
    expect(await history.readKept(entryOf('1', 0).id)).toBeUndefined();
  });

  it('keeps a pin when the picture is drawn again', async () => {
    const history = onMemory();
    await history.remember('dog', 1);
    await history.pinEntry(entryOf('dog', 0).id, true);
    await history.remember('dog', 2);
    expect(history.state().entries).toMatchObject([{ pinned: true, createdAt: 2 }]);
  });
});

describe('removing', () => {
  it('can be undone, files and pins included', async () => {
    const history = onMemory();
    await history.remember('dog', 1);
    await history.remember('fox', 2);
    await history.pinEntry(entryOf('dog', 0).id, true);
    const before = history.state().entries;
    await history.removeEntries(before?.map(({ id }) => id) ?? []);
    expect(history.words()).toEqual([]);
    expect(history.state().note).toMatchObject({
      text: '2 pictures removed from the history.',
      offer: { kind: 'undoRemoval' },
    });
    await history.undoRemoval();
    expect(history.state().entries).toEqual(before);
    expect(await (await history.readKept(entryOf('dog', 0).id))?.png.text()).toBe('dog');
  });
});

describe('a browser that refuses to remove', () => {
  async function refusing() {
    const disk = new MemoryShelf();
    const refuse = () => Promise.reject(new DOMException('no', 'UnknownError'));
    const history = storeOn(async () => ({
      list: () => disk.list(),
      read: (id) => disk.read(id),
      put: (...args) => disk.put(...args),
      remove: refuse,
      onChange: () => {},
    }));
    return { disk, history };
  }

  it('is told, and the pictures stay', async () => {
    const { history } = await refusing();
    await history.remember('dog', 1);
    await history.removeEntries([entryOf('dog', 0).id]);
    expect(history.words()).toEqual(['dog']);
    expect(history.state().note).toMatchObject({
      text: 'The picture could not be removed: the browser refused to change its storage.',
      isProblem: true,
      offer: null,
    });
  });

  it('keeps the new pictures all the same, beside those that are too many', async () => {
    const { disk, history } = await refusing();
    for (let index = 0; index < HISTORY_LIMIT; index++) await disk.put(entryOf(`${index}`, index));
    await history.remember('new', 1000);
    expect(history.words()).toHaveLength(HISTORY_LIMIT + 1);
    expect(history.state().note).toBeNull();
  });
});

describe('a browser that stores nothing', () => {
  it('keeps pictures in memory and says so, once', async () => {
    const history = storeOn(() => Promise.reject(new DOMException('no', 'SecurityError')));
    await history.remember('dog', 1);
    expect(history.words()).toEqual(['dog']);
    expect(history.state().historyNotice).toContain('does not let the page store pictures');
    expect(history.state().note).toMatchObject({ isProblem: true });
    history.dismissNote();
    await history.remember('fox', 2);
    await history.pinEntry(entryOf('fox', 0).id, true);
    await history.removeEntries([entryOf('dog', 0).id]);
    expect(history.state().entries).toMatchObject([{ pinned: true }]);
    expect(history.state().note?.isProblem).toBe(false);
  });

  it('that is full keeps the new ones in memory, beside those that are stored', async () => {
    const disk = new MemoryShelf();
    await disk.put(entryOf('old', 1), filesOf('old'));
    const full: HistoryShelf = {
      list: () => disk.list(),
      read: (id) => disk.read(id),
      remove: (ids) => disk.remove(ids),
      put: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
      onChange: () => {},
    };
    const history = storeOn(async () => full);
    await history.remember('new', 2);
    expect(history.words()).toEqual(['new', 'old']);
    expect(history.state().historyNotice).toContain('is full');
    expect(await (await history.readKept(entryOf('new', 0).id))?.png.text()).toBe('new');
    expect(await (await history.readKept(entryOf('old', 0).id))?.png.text()).toBe('old');
    await history.pinEntry(entryOf('old', 0).id, true);
    expect(history.state().entries).toMatchObject([{ pinned: false }, { pinned: true }]);
    expect(await (await history.readKept(entryOf('old', 0).id))?.png.text()).toBe('old');
  });
});

describe('two tabs', () => {
  it('see what the other one changes, without being asked to look', async () => {
    const shared = new MemoryShelf();
    const channel = new EventTarget();
    const tab = (name: string): HistoryShelf => {
      const tellOthers = (): void => void channel.dispatchEvent(new CustomEvent('changed', { detail: name }));
      return {
        list: () => shared.list(),
        read: (id) => shared.read(id),
        remove: async (ids) => {
          await shared.remove(ids);
          tellOthers();
        },
        put: async (entry, files) => {
          await shared.put(entry, files);
          tellOthers();
        },
        onChange: (listener) =>
          channel.addEventListener('changed', (event) => {
            if ((event as CustomEvent<string>).detail !== name) listener();
          }),
      };
    };
    const [one, other] = [storeOn(async () => tab('one')), storeOn(async () => tab('other'))];
    await other.refreshHistory();
    expect(other.words()).toEqual([]);
    await one.remember('dog', 1);
    await expect.poll(() => other.words()).toEqual(['dog']);
    await one.removeEntries([entryOf('dog', 0).id]);
    await expect.poll(() => other.words()).toEqual([]);
  });
});

describe('lists', () => {
  it('know what is too much', () => {
    const entries = [entryOf('d', 4), entryOf('c', 3, true), entryOf('b', 2), entryOf('a', 1)];
    expect(fallenOut(entries, 2).map(({ createdAt }) => createdAt)).toEqual([1]);
    expect(fallenOut(entries, 3)).toEqual([]);
  });

  it.each([
    ['fox', ['red fox', 'Foxglove']],
    ['  FOX   red ', ['red fox']],
    ['cat red', ['red fox']],
    ['cafe', ['Café']],
    ['', ['red fox', 'Foxglove', 'Café']],
    ['zebra', []],
  ])('find by the words %j of both prompts', (query, words) => {
    const entries = ['red fox', 'Foxglove', 'Café'].map((text, index) => entryOf(text, index));
    expect(matching(entries, query).map(({ settings }) => settings.positive)).toEqual(words);
  });
});
