// Models on this machine: downloads what is missing, opens what is here, lists and deletes.

import type { DownloadProgress, ModelFolder } from '../protocol/library.ts';
import { MemoryShelf } from './adapters/memoryShelf.ts';
import { DownloadStoppedError } from './downloadErrors.ts';
import { ModelBusyError, ModelIncompleteError, StorageFullError } from './errors.ts';
import { guardedStore } from './guardedStore.ts';
import { listHubModel } from './hubListing.ts';
import { checkLicence, defineManifest, modelOf, storedName } from './manifest.ts';
import type { HubModel, LicenceAcceptance, ModelFile, ModelManifest, RemoteModel } from './manifest.ts';
import { downloadModel } from './modelDownload.ts';
import { withFreeModel, withModel } from './modelLock.ts';
import { finishedName, partNames } from './partFile.ts';
import type { ByteStore, HttpGet, Locks, Quota } from './ports.ts';
import { SegmentedStore } from './segmentedStore.ts';
import { storedFolder } from './storedFolder.ts';
import { readListing, writeListing } from './storedListing.ts';
import { deleteLeftovers, deleteModel } from './tidy.ts';

export interface StorePorts {
  readonly get: HttpGet;
  readonly store: ByteStore;
  readonly quota: Quota;
  readonly locks: Locks;
  /** Sentences that hold for every model, e.g. why there is no lasting storage. */
  readonly notices?: readonly string[];
  readonly retryMilliseconds?: readonly number[];
  readonly silenceMilliseconds?: number;
}

export interface DownloadOptions {
  /** The person's yes; what is already here needs none. */
  readonly licence: LicenceAcceptance | undefined;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** Stops the download; what has arrived is kept, and the next one goes on from there. */
  readonly signal?: AbortSignal;
}

export interface StoredModel {
  readonly id: string;
  /** Bytes of finished files. */
  readonly bytes: number;
  /** Bytes of downloads that were stopped or broken off. */
  readonly unfinishedBytes: number;
}

/** How much of a model is here, so that a page can say what a download costs before it asks. */
export interface ModelState {
  /** Of all files; approximate where the hub was never asked. */
  readonly totalBytes: number;
  readonly storedBytes: number;
  readonly unfinishedBytes: number;
  readonly isComplete: boolean;
  /** Sentences on what is not as it should be, e.g. that the model runs from memory. */
  readonly notices: readonly string[];
}

export class ModelStore {
  readonly #ports: StorePorts;
  readonly #disk: ByteStore;
  /** Where files go that the disk has no room for; empty after a reload. */
  readonly #memory = guardedStore(new SegmentedStore(new MemoryShelf()));

  constructor(ports: StorePorts) {
    this.#ports = ports;
    this.#disk = guardedStore(ports.store);
  }

  /**
   * Downloads what is missing; while another tab is at it, waits, and then goes on from what that has left.
   * @returns sentences on what did not go the usual way
   * @throws LicenceNotAcceptedError, StorageFailedError, a DownloadError naming the file, or, for a model whose files
   * the hub lists, what `listHubModel` throws
   */
  async download(model: RemoteModel, options: DownloadOptions): Promise<readonly string[]> {
    const known = await this.#manifestOf(model);
    const missing = known && (await this.#missing(known));
    if (known && missing?.length === 0) {
      await this.#tidy(known);
      return [];
    }
    checkLicence(model, options.licence);
    const { signal = new AbortController().signal, onProgress } = options;
    const first = missing?.[0]?.path ?? model.name;
    const onWait = () => onProgress?.(waiting(model, first));
    try {
      return await withModel(this.#ports.locks, model.id, { signal, onWait }, () =>
        this.#fill(model, signal, onProgress),
      );
    } catch (cause) {
      if (!signal.aborted || cause instanceof DownloadStoppedError) throw cause;
      throw new DownloadStoppedError(first, { cause });
    }
  }

  /** @throws ModelIncompleteError where a file is missing */
  async open(model: RemoteModel): Promise<ModelFolder> {
    const { isComplete, totalBytes, storedBytes } = await this.inspect(model);
    const manifest = await this.#manifestOf(model);
    if (!isComplete || manifest === undefined)
      throw new ModelIncompleteError(model.name, totalBytes - storedBytes);
    return storedFolder(manifest, (name) => this.#storeOf(name));
  }

  async inspect(model: RemoteModel): Promise<ModelState> {
    const { notices = [] } = this.#ports;
    const manifest = await this.#manifestOf(model);
    if (manifest === undefined) {
      const totalBytes = 'files' in model ? bytesOf(model.files) : model.approximateBytes;
      return { totalBytes, storedBytes: 0, unfinishedBytes: 0, isComplete: false, notices };
    }
    const missing = await this.#missing(manifest);
    const parts = missing.map((file) => this.#disk.size(partNames(storedName(model.id, file)).data));
    const totalBytes = bytesOf(manifest.files);
    return {
      totalBytes,
      storedBytes: totalBytes - bytesOf(missing),
      unfinishedBytes: sum((await Promise.all(parts)).map((size) => size ?? 0)),
      isComplete: missing.length === 0,
      notices: (await this.#isInMemory(manifest))
        ? [...notices, `${model.name} runs from memory and will be downloaded again next time.`]
        : notices,
    };
  }

  /** What lies on this machine, in memory too. */
  async list(): Promise<readonly StoredModel[]> {
    const models = new Map<string, StoredModel>();
    for (const store of [this.#disk, this.#memory]) {
      for (const name of await store.list()) {
        const id = modelOf(name);
        const size = (await store.size(name)) ?? 0;
        const { bytes, unfinishedBytes } = models.get(id) ?? { bytes: 0, unfinishedBytes: 0 };
        const isFinished = finishedName(name) === name;
        models.set(id, {
          id,
          bytes: isFinished ? bytes + size : bytes,
          unfinishedBytes: isFinished ? unfinishedBytes : unfinishedBytes + size,
        });
      }
    }
    return [...models.values()];
  }

  /**
   * Deletes a model's finished and unfinished files, and the hub's list of them. No error where there are none.
   * @throws ModelBusyError while any tab downloads the model: nothing is deleted then
   */
  async delete(id: string): Promise<void> {
    await withFreeModel(this.#ports.locks, id, async () => {
      for (const store of [this.#disk, this.#memory]) await deleteModel(store, id);
    });
  }

  async #fill(
    model: RemoteModel,
    signal: AbortSignal,
    onProgress: DownloadOptions['onProgress'],
  ): Promise<readonly string[]> {
    // Another tab may have listed or finished it while this one waited.
    const manifest = (await this.#manifestOf(model)) ?? (await this.#listAndKeep(model, signal));
    await deleteLeftovers(this.#disk, manifest);
    const host = { ...this.#ports, disk: this.#disk, memory: this.#memory };
    return downloadModel(host, manifest, await this.#missing(manifest), { signal, onProgress });
  }

  /** @returns undefined for a model whose files the hub has not been asked for */
  async #manifestOf(model: RemoteModel): Promise<ModelManifest | undefined> {
    if ('files' in model) return defineManifest(model);
    return (await readListing(this.#memory, model)) ?? readListing(this.#disk, model);
  }

  async #listAndKeep(model: RemoteModel, signal: AbortSignal): Promise<ModelManifest> {
    if ('files' in model) return defineManifest(model);
    const manifest = await listHubModel(this.#ports.get, model, signal);
    await this.#keepListing(model, manifest);
    return manifest;
  }

  async #keepListing(model: HubModel, manifest: ModelManifest): Promise<void> {
    try {
      await writeListing(this.#disk, model, manifest);
    } catch (error) {
      if (!(error instanceof StorageFullError)) throw error;
      await writeListing(this.#memory, model, manifest);
    }
  }

  /** Where another tab is at it, that one has tidied up. */
  async #tidy(manifest: ModelManifest): Promise<void> {
    try {
      await withFreeModel(this.#ports.locks, manifest.id, () => deleteLeftovers(this.#disk, manifest));
    } catch (error) {
      if (!(error instanceof ModelBusyError)) throw error;
    }
  }

  async #missing({ id, files }: ModelManifest): Promise<readonly ModelFile[]> {
    const missing: ModelFile[] = [];
    for (const file of files) {
      const name = storedName(id, file);
      const store = await this.#storeOf(name);
      if ((await store.size(name)) !== file.bytes) missing.push(file);
    }
    return missing;
  }

  async #isInMemory({ id, files }: ModelManifest): Promise<boolean> {
    const stores = await Promise.all(files.map((file) => this.#storeOf(storedName(id, file))));
    return stores.includes(this.#memory);
  }

  async #storeOf(name: string): Promise<ByteStore> {
    return (await this.#memory.size(name)) === undefined ? this.#disk : this.#memory;
  }
}

function waiting({ name, ...model }: RemoteModel, file: string): DownloadProgress {
  const totalBytes = 'files' in model ? bytesOf(model.files) : model.approximateBytes;
  const label = `Waiting for another tab that downloads ${name}`;
  return { phase: 'waiting', file, label, loadedBytes: 0, totalBytes };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

const bytesOf = (files: readonly ModelFile[]) => sum(files.map(({ bytes }) => bytes));
