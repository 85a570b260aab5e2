// Downloads a model's missing files, one after the other: where they go, who else is at it, and how far it is.

import type { DownloadProgress } from '../protocol/library.ts';
import { downloadFile, type FileDownload } from './downloadFile.ts';
import { StorageFullError } from './errors.ts';
import { megabytes } from './megabytes.ts';
import { storedName, type ModelFile, type ModelManifest } from './manifest.ts';
import { copyPart, partNames } from './partFile.ts';
import type { ByteStore, HttpGet, Quota } from './ports.ts';

export interface ModelHost {
  readonly get: HttpGet;
  readonly disk: ByteStore;
  readonly memory: ByteStore;
  readonly quota: Quota;
  readonly retryMilliseconds?: readonly number[];
  readonly silenceMilliseconds?: number;
}

export interface ModelDownloadOptions {
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  readonly signal?: AbortSignal;
}

const RETRY_MILLISECONDS = [1000, 3000, 9000];
const SILENCE_MILLISECONDS = 60_000;
const LABELS = { checking: 'Checking what is here of', downloading: 'Downloading' };

/**
 * The caller sees to it that nobody else downloads the same model.
 * @returns sentences on what did not go the usual way
 * @throws DownloadError or StorageFailedError; files that are finished stay
 */
export async function downloadModel(
  host: ModelHost,
  model: ModelManifest,
  missing: readonly ModelFile[],
  options: ModelDownloadOptions,
): Promise<readonly string[]> {
  const download = new ModelDownload(host, model, missing, options);
  await download.choosePlace(missing);
  for (const file of missing) await download.obtain(file);
  return download.notices;
}

class ModelDownload {
  readonly notices: string[] = [];
  readonly #host: ModelHost;
  readonly #model: ModelManifest;
  readonly #options: ModelDownloadOptions;
  readonly #signal: AbortSignal;
  #place: ByteStore;
  readonly #totalBytes: number;
  #finishedBytes: number;

  constructor(
    host: ModelHost,
    model: ModelManifest,
    missing: readonly ModelFile[],
    options: ModelDownloadOptions,
  ) {
    this.#host = host;
    this.#model = model;
    this.#options = options;
    this.#signal = options.signal ?? new AbortController().signal;
    this.#place = host.disk;
    this.#totalBytes = bytesOf(model.files);
    this.#finishedBytes = this.#totalBytes - bytesOf(missing);
  }

  /** The disk, or memory where the disk has no room for all that is missing. */
  async choosePlace(missing: readonly ModelFile[]): Promise<void> {
    const { disk, quota } = this.#host;
    if (disk.kind === 'memory') return;
    const isKept = await quota.persist();
    const free = await quota.freeBytes();
    const parts = missing.map((file) => disk.size(partNames(storedName(this.#model.id, file)).data));
    const here = (await Promise.all(parts)).reduce<number>((sum, size) => sum + (size ?? 0), 0);
    const needed = bytesOf(missing) - here;
    if (free !== undefined && free < needed) {
      this.#goToMemory(`the browser grants ${megabytes(free)}, and ${megabytes(needed)} are needed`);
    } else if (!isKept) {
      this.notices.push(
        'The browser does not promise to keep the model: it may delete it when the disk is full.',
      );
    }
  }

  /** @throws DownloadError or StorageFailedError */
  async obtain(file: ModelFile): Promise<void> {
    const name = storedName(this.#model.id, file);
    const { disk, memory } = this.#host;
    const download: FileDownload = {
      file: file.path,
      url: this.#model.baseUrl + (file.from ?? file.path),
      target: { name, bytes: file.bytes, hash: file.hash },
      signal: this.#signal,
      onProgress: (phase, bytes) => this.#report(file, phase, bytes),
      onNotice: (sentence) => this.notices.push(sentence),
    };
    if (this.#place === disk) {
      try {
        await downloadFile(this.#downloadHost(disk), download);
        this.#finishedBytes += file.bytes;
        return;
      } catch (error) {
        if (!(error instanceof StorageFullError) || disk.kind === 'memory') throw error;
        this.#goToMemory(`it ran out in the middle of ${file.path}`);
      }
    }
    // What an earlier attempt left on the disk need not come twice.
    await copyPart(name, disk, memory);
    await downloadFile(this.#downloadHost(memory), download);
    this.#finishedBytes += file.bytes;
  }

  #downloadHost(store: ByteStore) {
    const { get, retryMilliseconds, silenceMilliseconds } = this.#host;
    return {
      get,
      store,
      retryMilliseconds: retryMilliseconds ?? RETRY_MILLISECONDS,
      silenceMilliseconds: silenceMilliseconds ?? SILENCE_MILLISECONDS,
    };
  }

  #goToMemory(reason: string): void {
    this.#place = this.#host.memory;
    this.notices.push(
      `There is no room to keep ${this.#model.name}: ${reason}. Free disk space or delete other models.`,
    );
  }

  #report(file: ModelFile, phase: keyof typeof LABELS, bytes: number): void {
    this.#options.onProgress?.({
      phase,
      file: file.path,
      label: `${LABELS[phase]} ${file.path}`,
      loadedBytes: this.#finishedBytes + bytes,
      totalBytes: this.#totalBytes,
    });
  }
}

const bytesOf = (files: readonly ModelFile[]) => files.reduce((sum, { bytes }) => sum + bytes, 0);
