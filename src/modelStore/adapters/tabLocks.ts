// Locks that all tabs of the page share: the Web Locks API.

import type { LockOptions, Locks } from '../ports.ts';

export class TabLocks implements Locks {
  async hold<T>(name: string, { signal, onWait }: LockOptions, task: () => Promise<T>): Promise<T> {
    const atOnce = await navigator.locks.request(name, { ifAvailable: true }, async (lock) =>
      lock === null ? undefined : { result: await task() },
    );
    if (atOnce !== undefined) return atOnce.result;
    onWait?.();
    return navigator.locks.request(name, signal ? { signal } : {}, task);
  }
}
