// Blobs as responses in the Cache Storage API, for browsers without OPFS.

import type { BlobShelf } from '../segmentedStore.ts';

const CACHE = 'steeraway-models';
/** Never fetched: Cache Storage files everything under a URL. */
const PREFIX = '/steeraway-model-store/';

export class CacheShelf implements BlobShelf {
  readonly kind = 'cache';
  readonly #cache: Cache;

  private constructor(cache: Cache) {
    this.#cache = cache;
  }

  /** @throws where the browser refuses, e.g. in some private windows */
  static async open(): Promise<CacheShelf> {
    return new CacheShelf(await caches.open(CACHE));
  }

  async get(key: string): Promise<Blob | undefined> {
    const response = await this.#cache.match(PREFIX + encodeURIComponent(key));
    return response?.blob();
  }

  async put(key: string, blob: Blob): Promise<void> {
    await this.#cache.put(PREFIX + encodeURIComponent(key), new Response(blob));
  }

  async delete(key: string): Promise<void> {
    await this.#cache.delete(PREFIX + encodeURIComponent(key));
  }

  async keys(): Promise<readonly string[]> {
    const requests = await this.#cache.keys();
    return requests.map(({ url }) => decodeURIComponent(new URL(url).pathname.slice(PREFIX.length)));
  }
}
