// Locks inside one thread, for hosts without the Web Locks API: pages without https, and Node.

import type { LockOptions, Locks } from '../ports.ts';

export class ThreadLocks implements Locks {
  /** Fulfilled when the last in the queue has let go. */
  readonly #tails = new Map<string, Promise<unknown>>();

  async hold<T>(name: string, { signal, onWait }: LockOptions, task: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(name);
    if (before !== undefined) onWait?.();
    const mine = turn(before ?? Promise.resolve(), signal).then(task);
    // Who gave up waiting does not open the way for those behind.
    const tail = Promise.allSettled([before, mine]);
    this.#tails.set(name, tail);
    void tail.then(() => {
      if (this.#tails.get(name) === tail) this.#tails.delete(name);
    });
    return mine;
  }
}

/** Waits for `before`, or rejects with the signal's reason; a task that runs is not interrupted. */
async function turn(before: Promise<unknown>, signal: AbortSignal | undefined): Promise<void> {
  if (signal === undefined) {
    await before;
    return;
  }
  signal.throwIfAborted();
  let stop = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([before, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
