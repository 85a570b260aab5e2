// Measured choices of kernels across visits: one small JSON text in Cache Storage, which workers have in every browser.

import type { TuningStore } from '../pipeline/index.ts';

const CACHE = 'steeraway-tuning';
/** Only a name: nothing is ever fetched from it. */
const ENTRY = '/tuning.json';

export const cacheTuningStore: TuningStore = {
  async read() {
    const found = await (await caches.open(CACHE)).match(ENTRY);
    return found?.text();
  },
  async write(text) {
    await (await caches.open(CACHE)).put(ENTRY, new Response(text));
  },
};
