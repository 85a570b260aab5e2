// The model store of a browser, over the best storage that this thread has.

import { browserGet } from './adapters/browserGet.ts';
import { browserQuota } from './adapters/browserQuota.ts';
import { CacheShelf } from './adapters/cacheShelf.ts';
import { MemoryShelf } from './adapters/memoryShelf.ts';
import { OpfsFolder } from './adapters/opfsFolder.ts';
import { OpfsShelf } from './adapters/opfsShelf.ts';
import { OpfsStore } from './adapters/opfsStore.ts';
import { TabLocks } from './adapters/tabLocks.ts';
import { ThreadLocks } from './adapters/threadLocks.ts';
import { ModelStore } from './modelStore.ts';
import type { ByteStore } from './ports.ts';
import { SegmentedStore } from './segmentedStore.ts';

/**
 * From a dedicated worker: only there has OPFS its fast handles, and a page and its worker would not see the same files.
 * Workers cannot ask the browser to keep what is stored: the page calls `navigator.storage.persist()` before.
 */
export async function openBrowserStore(): Promise<ModelStore> {
  const { store, notices } = await chooseStore();
  const locks = 'locks' in navigator ? new TabLocks() : new ThreadLocks();
  return new ModelStore({ get: browserGet, store, quota: browserQuota, locks, notices });
}

interface Choice {
  readonly store: ByteStore;
  readonly notices: readonly string[];
}

async function chooseStore(): Promise<Choice> {
  const refusals: string[] = [];
  for (const open of [openOpfs, openCache]) {
    try {
      return { store: await open(), notices: [] };
    } catch (error) {
      refusals.push(error instanceof Error ? error.message : String(error));
    }
  }
  const reason = isSecureContext ? refusals.join('; ') : 'the page was not opened over https';
  const notice = `Models run from memory and are downloaded again next time: the browser stores nothing for this page (${reason}).`;
  return { store: new SegmentedStore(new MemoryShelf()), notices: [notice] };
}

async function openOpfs(): Promise<ByteStore> {
  if (OpfsStore.isSupported()) return new OpfsStore(await OpfsFolder.open('models'));
  return new SegmentedStore(new OpfsShelf(await OpfsFolder.open('model-blobs')));
}

async function openCache(): Promise<ByteStore> {
  return new SegmentedStore(await CacheShelf.open());
}
