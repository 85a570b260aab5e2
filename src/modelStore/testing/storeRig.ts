// A page's model store over a real server, with a disk that all its tabs share.

import { expect } from 'vitest';
import type { ModelFolder } from '../../protocol/library.ts';
import { browserGet } from '../adapters/browserGet.ts';
import { MemoryShelf } from '../adapters/memoryShelf.ts';
import { ThreadLocks } from '../adapters/threadLocks.ts';
import type { LicenceAcceptance, ModelManifest, RemoteModel } from '../manifest.ts';
import { ModelStore, type DownloadOptions, type StorePorts } from '../modelStore.ts';
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

  /** @param files what the hub has, by path below it */
  static async start(files: Readonly<Record<string, Uint8Array>> = SAMPLE_FILES): Promise<StoreRig> {
    return new StoreRig(await HubServer.start(files));
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

  /** Downloads what is missing of the sample, its licence accepted, and opens it. */
  async open(store: ModelStore, options: Partial<DownloadOptions> = {}, model: RemoteModel = this.manifest) {
    const notices = await store.download(model, { licence: acceptLicence(model), ...options });
    const folder = await store.open(model);
    return { folder, notices: [...notices, ...(await store.inspect(model)).notices] };
  }
}

export function acceptLicence({ id, licence }: RemoteModel): LicenceAcceptance {
  return { modelId: id, licenceUrl: licence.url };
}

export async function expectWhole(
  folder: ModelFolder,
  files: Readonly<Record<string, Uint8Array>> = SAMPLE_FILES,
): Promise<void> {
  expect(Object.fromEntries(await folder.list())).toEqual(
    Object.fromEntries(Object.entries(files).map(([path, { byteLength }]) => [path, byteLength])),
  );
  for (const [path, bytes] of Object.entries(files)) {
    const half = bytes.byteLength >> 1;
    const pieces = [await folder.read(path, 0, half), await folder.read(path, half, bytes.byteLength - half)];
    expect(Buffer.compare(Buffer.concat(pieces), bytes), path).toBe(0);
  }
}
