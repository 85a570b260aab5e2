// How much this page may store, from the Storage API.

import type { Quota } from '../ports.ts';

/** Workers can see whether the page was promised persistence (`persisted`), but only the page itself can ask (`persist`). */
interface Storage {
  estimate(): Promise<StorageEstimate>;
  persisted(): Promise<boolean>;
  persist?(): Promise<boolean>;
}

/** Pages without https have none. */
const storage = (): Storage | undefined => navigator.storage;

export const browserQuota: Quota = {
  async freeBytes() {
    const { quota, usage } = (await storage()?.estimate()) ?? {};
    return quota === undefined || usage === undefined ? undefined : quota - usage;
  },
  async persist() {
    const host = storage();
    if (host === undefined) return false;
    return host.persist === undefined ? host.persisted() : host.persist();
  },
};
