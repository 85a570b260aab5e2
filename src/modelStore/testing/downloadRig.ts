// A download from a real server into a store in memory, as the tests of the download need it.

import { expect } from 'vitest';
import { browserGet } from '../adapters/browserGet.ts';
import { MemoryShelf } from '../adapters/memoryShelf.ts';
import { downloadFile, type DownloadHost, type FileDownload } from '../downloadFile.ts';
import { guardedStore } from '../guardedStore.ts';
import type { BlobShelf } from '../segmentedStore.ts';
import { SegmentedStore } from '../segmentedStore.ts';
import { HubServer, type Fault } from './hubServer.ts';
import { sampleBytes, sha256Of } from './sampleModel.ts';

export const FILE = 'unet/model.onnx';
export const BYTES = sampleBytes(300_000, 1);
/** The finished file's name in the store. */
export const NAME = 'stored';
export const TARGET = { name: NAME, bytes: BYTES.byteLength, hash: sha256Of(BYTES) };

export class DownloadRig {
  readonly hub: HubServer;
  readonly notices: string[] = [];
  shelf = new MemoryShelf();

  private constructor(hub: HubServer) {
    this.hub = hub;
  }

  static async start(): Promise<DownloadRig> {
    return new DownloadRig(await HubServer.start({ [FILE]: BYTES }));
  }

  /** Whatever happened: nothing but GET went out, and never a body. */
  async close(): Promise<void> {
    for (const { method, bodyBytes } of this.hub.requests) expect([method, bodyBytes]).toEqual(['GET', 0]);
    await this.hub.close();
  }

  get store(): SegmentedStore {
    return new SegmentedStore(this.shelf);
  }

  /** `Range` of each request. */
  get ranges(): (string | undefined)[] {
    return this.hub.requests.map(({ range }) => range);
  }

  /** @param options what differs from the usual; `over` is the shelf that the download sees */
  download({
    over,
    ...options
  }: Partial<FileDownload & DownloadHost> & { over?: BlobShelf } = {}): Promise<void> {
    const host = {
      get: browserGet,
      store: guardedStore(new SegmentedStore(over ?? this.shelf)),
      retryMilliseconds: [0, 0],
      silenceMilliseconds: 5000,
      ...options,
    };
    return downloadFile(host, {
      file: FILE,
      url: this.hub.baseUrl + FILE,
      target: TARGET,
      signal: new AbortController().signal,
      onProgress: () => {},
      onNotice: (sentence) => this.notices.push(sentence),
      ...options,
    });
  }

  async expectStored(bytes = BYTES): Promise<void> {
    expect(await this.store.list()).toEqual([NAME]);
    expect(Buffer.compare(await this.store.read(NAME, 0, bytes.byteLength), bytes)).toBe(0);
  }

  /** Leaves `bytes` of the file behind, as a stopped visit does. */
  async leavePart(bytes: number, fault: Fault = {}): Promise<void> {
    this.hub.next({ ...fault, cutAfter: bytes });
    const stopped = this.download({ retryMilliseconds: [] });
    await expect(stopped).rejects.toMatchObject({ code: 'download-cut', foundBytes: bytes });
    expect(await this.store.size(`${NAME}.part`)).toBe(bytes);
    this.hub.requests.length = 0;
  }
}
