// A page's model store over a real server, with a disk that all its tabs share.

import { expect } from 'vitest';
import type { ReadFile as EngineReadFile } from '../../pipeline/index.ts';
import { browserGet } from '../adapters/browserGet.ts';
import { MemoryShelf } from '../adapters/memoryShelf.ts';
import { ThreadLocks } from '../adapters/threadLocks.ts';
import { acceptLicence, type ModelManifest } from '../manifest.ts';
import { ModelStore, type OpenedModel, type OpenOptions, type StorePorts } from '../modelStore.ts';
import { SegmentedStore } from '../segmentedStore.ts';
import { HubServer } from './hubServer.ts';
import { limitedShelf } from './mortalShelf.ts';
import { SAMPLE_FILES, sampleManifest } from './sampleModel.ts';

/** Bytes of all sample files. */
export const TOTAL = 420_700;

export class StoreRig {
  readonly hub: HubServer;
  readonly manifest: ModelManifest;
  readonly shelf = new MemoryShelf();
  readonly #locks = new ThreadLocks();

  private constructor(hub: HubServer) {
    this.hub = hub;
    this.manifest = sampleManifest(hub.baseUrl);
  }

  static async start(): Promise<StoreRig> {
    return new StoreRig(await HubServer.start(SAMPLE_FILES));
  }

  /** Whatever happened: nothing but GET went out, and never a body. */
  async close(): Promise<void> {
    for (const { method, bodyBytes } of this.hub.requests) expect([method, bodyBytes]).toEqual(['GET', 0]);
    await this.hub.close();
  }

  get paths(): string[] {
    return this.hub.requests.map(({ path }) => path);
  }

  /** A store on the disk of `capacity` bytes. */
  disk(capacity = Infinity): SegmentedStore {
    return new SegmentedStore(limitedShelf(this.shelf, capacity));
  }

  tab(ports: Partial<StorePorts> = {}): ModelStore {
    return new ModelStore({
      get: browserGet,
      store: this.disk(),
      quota: { freeBytes: async () => 1e9, persist: async () => true },
      locks: this.#locks,
      retryMilliseconds: [0, 0],
      silenceMilliseconds: 5000,
      ...ports,
    });
  }

  /** Opens the sample with its licence accepted. */
  open(store: ModelStore, options: Partial<OpenOptions> = {}): Promise<OpenedModel> {
    return store.open(this.manifest, { licence: acceptLicence(this.manifest), ...options });
  }
}

/** @param readFile typed as the engine's own: the store's must fit it */
export async function expectWhole(readFile: EngineReadFile): Promise<void> {
  for (const [path, bytes] of Object.entries(SAMPLE_FILES)) {
    const progress: number[] = [];
    const read = await readFile(path, (loaded) => progress.push(loaded));
    expect(Buffer.compare(read, bytes), path).toBe(0);
    expect(progress.at(-1)).toBe(bytes.byteLength);
  }
}
