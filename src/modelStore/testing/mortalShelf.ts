// A shelf whose tab is killed, or whose disk is full, at a chosen moment. The blobs below it stay.

import type { BlobShelf } from '../segmentedStore.ts';

export class TabKilled extends Error {}

/** Every call from the `lifetime`-th change on throws, as if the tab had died just before it. */
export function mortalShelf(shelf: BlobShelf, lifetime: number): BlobShelf {
  let changes = 0;
  const live = () => {
    if (changes >= lifetime) throw new TabKilled(`killed before change ${changes}`);
  };
  const change = () => {
    live();
    changes += 1;
  };
  return {
    kind: 'opfs',
    async get(key) {
      live();
      return shelf.get(key);
    },
    async put(key, blob) {
      change();
      await shelf.put(key, blob);
    },
    async delete(key) {
      change();
      await shelf.delete(key);
    },
    async keys() {
      live();
      return shelf.keys();
    },
  };
}

/** Holds `capacity` bytes and no more. */
export function limitedShelf(shelf: BlobShelf, capacity: number): BlobShelf {
  return {
    kind: 'opfs',
    get: (key) => shelf.get(key),
    delete: (key) => shelf.delete(key),
    keys: () => shelf.keys(),
    async put(key, blob) {
      let used = blob.size;
      for (const other of await shelf.keys()) if (other !== key) used += (await shelf.get(other))?.size ?? 0;
      if (used > capacity) throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
      await shelf.put(key, blob);
    },
  };
}
