// Blobs in a map. Browsers keep blobs outside the JavaScript heap and may move large ones to disk.

import type { BlobShelf } from '../segmentedStore.ts';

export class MemoryShelf implements BlobShelf {
  readonly kind = 'memory';
  readonly #blobs = new Map<string, Blob>();

  async get(key: string): Promise<Blob | undefined> {
    return this.#blobs.get(key);
  }

  async put(key: string, blob: Blob): Promise<void> {
    this.#blobs.set(key, blob);
  }

  async delete(key: string): Promise<void> {
    this.#blobs.delete(key);
  }

  async keys(): Promise<readonly string[]> {
    return [...this.#blobs.keys()];
  }
}
