// The history: what is remembered, what falls out, what comes back, and what happens where nothing can be stored.
import { describe, expect, it } from 'vitest';
import { MemoryEngine } from '../../e2e/fixtures/memoryEngine.ts';
import { MemoryLibrary } from '../../e2e/fixtures/memoryLibrary.ts';
import { HISTORY_LIMIT, fallenOut, matching } from './history/historyList.ts';
import { entryId, type HistoryEntry, type HistoryShelf, type KeptFiles } from './history/historyShelf.ts';
import { MemoryShelf } from './history/memoryShelf.ts';
import { createAppStore } from './index.ts';
import type { Settings } from './settings/settings.ts';
import { PRESET } from './testing/storeRig.ts';

function settingsOf(positive: string, seed = 1): Settings {
  return {
    ...{ version: 1, positive, negative: 'cat', scale: 1, seed, steps: 1, model: null },
    modes: { plain: 'none', steered: 'nasa', cfg: 'cfg' },
  };
}

function entryOf(positive: string, createdAt: number, pinned = false): HistoryEntry {
  const settings = settingsOf(positive);
  return { id: entryId({ settings, mode: 'nasa' }), createdAt, pinned, settings, mode: 'nasa' };
}

const filesOf = (text: string): KeptFiles => ({ png: new Blob([text]), thumbnail: new Blob([text]) });

function storeOn(open: () => Promise<HistoryShelf>) {
  const store = createAppStore(
    () => new MemoryEngine(),
    () => new MemoryLibrary(),
    PRESET,
    {},
    open,
  );
  const words = () => store.getState().entries?.map(({ settings }) => settings.positive);
  const remember = (positive: string, createdAt: number) =>
    store.getState().remember(entryOf(positive, createdAt), filesOf(positive));
  return { ...store.getState(), state: () => store.getState(), words, remember };
}

const onMemory = () => storeOn(async () => new MemoryShelf());

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

describe('a shelf that another version of the page wrote to', () => {
  /** @param stored of whatever shape */
  async function listed(stored: readonly unknown[]) {
    const list = async () => stored as readonly HistoryEntry[];
    const shelf: HistoryShelf = Object.assign(new MemoryShelf(), { list });
    const history = storeOn(async () => shelf);
    await history.refreshHistory();
    return history.state().entries;
  }

  it('lists what is readable, and leaves out the rest', async () => {
    const whole = entryOf('x', 3);
    const without = (name: string) => ({ ...whole, settings: { ...whole.settings, [name]: undefined } });
    const broken = [
      ...[null, 7, {}, { id: 'x' }, { ...whole, settings: null }, { ...whole, settings: [] }],
      ...[
        { ...whole, mode: 'warp' },
        { ...whole, mode: 'toString' },
        { ...whole, createdAt: NaN },
      ],
      ...['positive', 'negative', 'scale', 'seed'].map(without),
      ...[
        { ...whole, checkpoint: 7 },
        { ...whole, settings: { ...whole.settings, checkpoints: null } },
      ],
    ];
    const readable = [entryOf('a', 1), entryOf('b', 2)];
    expect(await listed([...broken, ...readable])).toEqual(readable.toReversed());
    for (const entry of broken) expect(await listed([entry]), JSON.stringify(entry)).toEqual([]);
  });

  it('lists what an older one wrote, and a newer one that only knows more', async () => {
    const older = entryOf('a', 1);
    const newer = {
      ...entryOf('b', 2),
      ...{ rating: 5, checkpoint: 'x', settings: { ...settingsOf('b'), version: 2, shape: 'wide' } },
    };
    expect(await listed([older, newer])).toEqual([newer, older]);
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
