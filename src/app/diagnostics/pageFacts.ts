// What the browser tells of the page: memory, storage, isolation.
import type { PageSlice } from '../../store/pageSlice.ts';

export interface PageFacts extends Pick<PageSlice, 'offline' | 'settingsKept'> {
  readonly userAgent: string;
  /** Logical cores. */
  readonly threads: number;
  /** SharedArrayBuffer is there. */
  readonly isIsolated: boolean;
  /** Undefined where the browser does not tell. */
  readonly heapBytes: number | undefined;
  readonly storedBytes: number | undefined;
  readonly quotaBytes: number | undefined;
}

/** Chromium's; the other browsers have none. */
interface MemoryPerformance extends Performance {
  readonly memory?: { readonly usedJSHeapSize: number };
}

/** Never rejects. */
export async function readPageFacts(): Promise<Omit<PageFacts, 'offline' | 'settingsKept'>> {
  const estimate = await estimateStorage();
  return {
    userAgent: navigator.userAgent,
    threads: navigator.hardwareConcurrency,
    isIsolated: crossOriginIsolated,
    heapBytes: (performance as MemoryPerformance).memory?.usedJSHeapSize,
    storedBytes: estimate.usage,
    quotaBytes: estimate.quota,
  };
}

async function estimateStorage(): Promise<StorageEstimate> {
  try {
    return await navigator.storage.estimate();
  } catch {
    return {}; // pages without https have no storage manager, and some private windows refuse: the rows are left out
  }
}
