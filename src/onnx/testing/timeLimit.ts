// Stops code that runs too long, endless loops included: Node's vm module can interrupt what it started.

import { runInThisContext } from 'node:vm';

/** Starting the clock costs up to a millisecond, so this many items share one. */
const BATCH = 50;

/**
 * Calls `visit` for each item.
 * @returns the items whose visit was stopped after `milliseconds`, alone: an item that only came last in a slow batch
 *   is visited again
 */
export function forEachInTime<Item>(
  items: readonly Item[],
  visit: (item: Item) => void,
  milliseconds: number,
): Item[] {
  const stopped: Item[] = [];
  let next = 0;
  const visitUntil = (end: number) => {
    for (; next < end; next++) visit(items[next]!);
  };
  while (next < items.length) {
    if (isDoneInTime(() => visitUntil(Math.min(next + BATCH, items.length)), milliseconds)) continue;
    if (isDoneInTime(() => visitUntil(next + 1), milliseconds)) continue;
    stopped.push(items[next]!);
    next += 1;
  }
  return stopped;
}

function isDoneInTime(work: () => void, milliseconds: number): boolean {
  (globalThis as { timeLimited?: () => void }).timeLimited = work;
  try {
    runInThisContext('timeLimited()', { timeout: milliseconds });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return false;
    throw error;
  }
}
