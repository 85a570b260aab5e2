// How much this page may store, from the Storage API. Not yet seen running in a browser.

import type { Quota } from '../ports.ts';

export const browserQuota: Quota = {
  async freeBytes() {
    const storage = navigator.storage as StorageManager | undefined;
    const { quota, usage } = (await storage?.estimate()) ?? {};
    return quota === undefined || usage === undefined ? undefined : quota - usage;
  },
  async persist() {
    const storage = navigator.storage as StorageManager | undefined;
    return (await storage?.persist()) ?? false;
  },
};
