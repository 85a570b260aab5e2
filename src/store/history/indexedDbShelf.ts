// The history in this browser's IndexedDB, shared by all tabs of the page. The only file that imports idb.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { HistoryEntry, HistoryShelf, KeptFiles } from './historyShelf.ts';

/** Entries apart from the pictures, so that the list is read without them. */
interface Schema extends DBSchema {
  entries: { key: string; value: HistoryEntry };
  files: { key: string; value: KeptFiles };
}

const NAME = 'steeraway-history';
const VERSION = 1;
const STORES = ['entries', 'files'] as const;

/** @throws DOMException where the browser has no IndexedDB for this page, e.g. in some private windows */
export async function openIndexedDbShelf(): Promise<HistoryShelf> {
  const database = await openDB<Schema>(NAME, VERSION, {
    upgrade(fresh) {
      for (const store of STORES) fresh.createObjectStore(store);
    },
    // A newer version of the page wants to upgrade: this tab goes on in memory.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
  return new IndexedDbShelf(database);
}

class IndexedDbShelf implements HistoryShelf {
  readonly #database: IDBPDatabase<Schema>;
  readonly #otherTabs = new BroadcastChannel(NAME);

  constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  list(): Promise<readonly HistoryEntry[]> {
    return this.#database.getAll('entries');
  }

  read(id: string): Promise<KeptFiles | undefined> {
    return this.#database.get('files', id);
  }

  async put(entry: HistoryEntry, files?: KeptFiles): Promise<void> {
    const transaction = this.#database.transaction(STORES, 'readwrite');
    const writes: Promise<unknown>[] = [transaction.objectStore('entries').put(entry, entry.id)];
    if (files) writes.push(transaction.objectStore('files').put(files, entry.id));
    await Promise.all([...writes, transaction.done]);
    this.#otherTabs.postMessage('changed');
  }

  async remove(ids: readonly string[]): Promise<void> {
    const transaction = this.#database.transaction(STORES, 'readwrite');
    const deletes = ids.flatMap((id) => STORES.map((store) => transaction.objectStore(store).delete(id)));
    await Promise.all([...deletes, transaction.done]);
    this.#otherTabs.postMessage('changed');
  }

  onChange(listener: () => void): void {
    this.#otherTabs.addEventListener('message', listener);
  }
}
