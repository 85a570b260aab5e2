// Reads a model's files through a host's reader, reports progress, and checks size and sha256 of each.

import {
  ModelFileCorruptError,
  ModelFileMissingError,
  ModelFileSizeError,
  ModelManifestError,
} from '../errors.ts';

/**
 * How a host reads a file below the model root.
 * @param onBytes called with the number of bytes that have arrived so far
 * @throws anything; the message ends up in ModelFileMissingError
 */
export type ReadFile = (path: string, onBytes: (loaded: number) => void) => Promise<Uint8Array<ArrayBuffer>>;

export interface ManifestFile {
  readonly bytes: number;
  readonly sha256: string;
}

/** manifest.json, written by the export in training/. */
export type Manifest = Readonly<Record<string, ManifestFile>>;

export type OnFileProgress = (file: string, loadedBytes: number, totalBytes: number) => void;

export class ModelFiles {
  readonly #read: ReadFile;
  readonly #folder: string;
  readonly #manifest: Manifest;
  readonly #onProgress: OnFileProgress;
  #finishedBytes = 0;
  #expectedBytes = 0;

  private constructor(read: ReadFile, folder: string, manifest: Manifest, onProgress: OnFileProgress) {
    this.#read = read;
    this.#folder = folder;
    this.#manifest = manifest;
    this.#onProgress = onProgress;
  }

  static async open(read: ReadFile, folder: string, onProgress: OnFileProgress): Promise<ModelFiles> {
    const path = `${folder}/manifest.json`;
    const bytes = await readOrExplain(read, path, () => {});
    return new ModelFiles(read, folder, parseManifest(path, bytes), onProgress);
  }

  /** Files that are about to be loaded: progress is told as a part of them all. */
  expect(names: readonly string[]): void {
    this.#finishedBytes = 0;
    this.#expectedBytes = names.reduce((sum, name) => sum + (this.#manifest[name]?.bytes ?? 0), 0);
  }

  /**
   * @throws ModelFileMissingError, ModelFileSizeError or ModelFileCorruptError, each naming the file
   */
  async load(name: string): Promise<Uint8Array<ArrayBuffer>> {
    const path = `${this.#folder}/${name}`;
    const expected = this.#manifest[name];
    if (expected === undefined)
      throw new ModelManifestError(`${this.#folder}/manifest.json`, `it does not list ${name}`);
    const bytes = await readOrExplain(this.#read, path, (loaded) =>
      this.#onProgress(name, this.#finishedBytes + loaded, this.#expectedBytes),
    );
    if (bytes.byteLength !== expected.bytes)
      throw new ModelFileSizeError(path, expected.bytes, bytes.byteLength);
    const found = await sha256(bytes);
    if (found !== expected.sha256) throw new ModelFileCorruptError(path, expected.sha256, found);
    this.#finishedBytes += bytes.byteLength;
    return bytes;
  }

  /** Several files, one after the other: progress grows steadily and peak memory stays low. */
  async loadAll<Name extends string>(names: readonly Name[]): Promise<Record<Name, Uint8Array<ArrayBuffer>>> {
    const loaded = {} as Record<Name, Uint8Array<ArrayBuffer>>;
    for (const name of names) loaded[name] = await this.load(name);
    return loaded;
  }
}

async function readOrExplain(read: ReadFile, path: string, onBytes: (loaded: number) => void) {
  try {
    return await read(path, onBytes);
  } catch (cause) {
    throw new ModelFileMissingError(path, cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function parseManifest(path: string, bytes: Uint8Array): Manifest {
  try {
    const { files } = JSON.parse(new TextDecoder().decode(bytes)) as { files?: unknown };
    if (!isManifest(files)) throw new Error('it lists no files with bytes and sha256');
    return files;
  } catch (cause) {
    throw new ModelManifestError(path, cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).every(
    (entry: unknown) =>
      typeof entry === 'object' &&
      entry !== null &&
      'bytes' in entry &&
      typeof entry.bytes === 'number' &&
      'sha256' in entry &&
      typeof entry.sha256 === 'string',
  );
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
