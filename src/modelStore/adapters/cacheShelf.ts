// Blobs as responses in the Cache Storage API, for browsers without OPFS.

import type { BlobShelf } from '../segmentedStore.ts';

const CACHE = 'steeraway-models';
/** Never fetched: Cache Storage files everything under a URL. */
const PREFIX = '/steeraway-model-store/';

/** Whole, as a worker's own address need not be one that others can stand below. */
const urlOf = (key: string) => self.origin + PREFIX + encodeURIComponent(key);

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
    const response = await this.#cache.match(urlOf(key));
    return response?.blob();
  }

  async put(key: string, blob: Blob): Promise<void> {
    await this.#cache.put(urlOf(key), new Response(blob));
  }

  async delete(key: string): Promise<void> {
    await this.#cache.delete(urlOf(key));
  }

  async keys(): Promise<readonly string[]> {
    const requests = await this.#cache.keys();
    return requests.map(({ url }) => decodeURIComponent(new URL(url).pathname.slice(PREFIX.length)));
  }
}
