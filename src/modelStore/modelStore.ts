// Models on this machine: opens one from a manifest (downloading what is missing), lists and deletes.

import { MemoryShelf } from './adapters/memoryShelf.ts';
import { LicenceNotAcceptedError } from './errors.ts';
import { guardedStore } from './guardedStore.ts';
import { defineManifest, isAccepted, modelOf, storedName } from './manifest.ts';
import type { LicenceAcceptance, ModelFile, ModelManifest } from './manifest.ts';
import { downloadModel, type StoreProgress } from './modelDownload.ts';
import { finishedName, partNames } from './partFile.ts';
import type { ByteStore, HttpGet, Locks, Quota } from './ports.ts';
import { readerOf, type ReadFile } from './readFile.ts';
import { SegmentedStore } from './segmentedStore.ts';
import { deleteLeftovers, deleteModel } from './tidy.ts';

export interface StorePorts {
  readonly get: HttpGet;
  readonly store: ByteStore;
  readonly quota: Quota;
  readonly locks: Locks;
  /** Sentences that every opened model carries, e.g. why there is no lasting storage. */
  readonly notices?: readonly string[];
  readonly retryMilliseconds?: readonly number[];
  readonly silenceMilliseconds?: number;
}

export interface OpenOptions {
  /** The person's yes (`acceptLicence`); only what is already here opens without it. */
  readonly licence: LicenceAcceptance | undefined;
  readonly onProgress?: (progress: StoreProgress) => void;
  /** Stops the download; what has arrived is kept, and the next `open` goes on from there. */
  readonly signal?: AbortSignal;
}

export interface OpenedModel {
  readonly manifest: ModelManifest;
  readonly readFile: ReadFile;
  /** Sentences on what did not go the usual way, e.g. that the model runs from memory. */
  readonly notices: readonly string[];
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
  readonly storedBytes: number;
  readonly unfinishedBytes: number;
  /** Bytes still to be downloaded. */
  readonly missingBytes: number;
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
   * @throws InvalidModelManifestError, LicenceNotAcceptedError, StorageFailedError, or a DownloadError naming the file
   */
  async open(manifest: ModelManifest, options: OpenOptions): Promise<OpenedModel> {
    const model = defineManifest(manifest);
    await deleteLeftovers(this.#disk, this.#ports.locks, model);
    const missing = await this.#missing(model);
    const notices = [...(this.#ports.notices ?? [])];
    if (missing.length > 0) {
      const { name, licence } = model;
      if (!isAccepted(model, options.licence))
        throw new LicenceNotAcceptedError(name, licence.name, licence.url);
      const host = { ...this.#ports, disk: this.#disk, memory: this.#memory };
      notices.push(...(await downloadModel(host, model, missing, options)));
    }
    if (await this.#isInMemory(model))
      notices.push(`${model.name} runs from memory and will be downloaded again next time.`);
    return { manifest: model, notices, readFile: readerOf(model, (name) => this.#storeOf(name)) };
  }

  async inspect(manifest: ModelManifest): Promise<ModelState> {
    const model = defineManifest(manifest);
    const missing = await this.#missing(model);
    const total = sum(model.files.map(({ bytes }) => bytes));
    const missingTotal = sum(missing.map(({ bytes }) => bytes));
    const parts = missing.map((file) => this.#disk.size(partNames(storedName(model.id, file)).data));
    const unfinishedBytes = sum((await Promise.all(parts)).map((size) => size ?? 0));
    return {
      storedBytes: total - missingTotal,
      unfinishedBytes,
      missingBytes: missingTotal - unfinishedBytes,
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
   * Deletes a model's finished and unfinished files. No error where there are none.
   * @throws ModelBusyError while any tab downloads one of them
   */
  async delete(id: string): Promise<void> {
    for (const store of [this.#disk, this.#memory]) await deleteModel(store, this.#ports.locks, id);
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

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
