// A model's folder as whole files, with progress over all that is read of it.

import type { LoadProgress } from '../../protocol/engine.ts';
import type { ModelFolder } from '../../protocol/library.ts';
import { openModel, type Model } from '../../runtime/index.ts';
import { ModelTooLargeError, PipelineConfigError, PipelineFilesMissingError } from './errors.ts';

/** Bytes read at a time: what is held twice at most. */
const PIECE_BYTES = 64 * 2 ** 20;

/** Folders that a pipeline is read from; others (VAE encoder, safety checker) do not count towards progress. */
const READ = /^(unet|transformer|text_encoder(_2)?|tokenizer(_2)?|vae_decoder|scheduler)\//;

export type Json = Readonly<Record<string, unknown>>;

export class FolderFiles {
  readonly paths: readonly string[];
  readonly #folder: ModelFolder;
  readonly #bytes: ReadonlyMap<string, number>;
  readonly #onProgress: (progress: LoadProgress) => void;
  readonly #totalBytes: number;
  #loadedBytes = 0;

  private constructor(
    folder: ModelFolder,
    bytes: ReadonlyMap<string, number>,
    onProgress: (progress: LoadProgress) => void,
  ) {
    this.#folder = folder;
    this.#bytes = bytes;
    this.#onProgress = onProgress;
    this.paths = [...bytes.keys()];
    const read = [...bytes].filter(([path]) => READ.test(path));
    this.#totalBytes = read.reduce((sum, [, size]) => sum + size, 0);
  }

  static async open(folder: ModelFolder, onProgress: (progress: LoadProgress) => void): Promise<FolderFiles> {
    return new FolderFiles(folder, await folder.list(), onProgress);
  }

  has(path: string): boolean {
    return this.#bytes.has(path);
  }

  /** @throws PipelineFilesMissingError naming all that are not here */
  need(...paths: readonly string[]): void {
    const missing = paths.filter((path) => !this.has(path));
    if (missing.length > 0) throw new PipelineFilesMissingError(missing, this.paths);
  }

  /** @throws PipelineFilesMissingError, ModelTooLargeError, and what the folder's `read` throws */
  async read(path: string): Promise<Uint8Array<ArrayBuffer>> {
    this.need(path);
    const length = this.#bytes.get(path) ?? 0;
    const bytes = allocate(path, length);
    for (let at = 0; at < length; at += PIECE_BYTES) {
      const piece = await this.#folder.read(path, at, Math.min(PIECE_BYTES, length - at));
      bytes.set(piece, at);
      this.#report(path, piece.length);
    }
    return bytes;
  }

  async readText(path: string): Promise<string> {
    return new TextDecoder().decode(await this.read(path));
  }

  /** @returns undefined where there is no such file. @throws PipelineConfigError for anything but a JSON object */
  async readJson(path: string): Promise<Json | undefined> {
    if (!this.has(path)) return undefined;
    let value: unknown;
    try {
      value = JSON.parse(await this.readText(path));
    } catch (cause) {
      if (!(cause instanceof SyntaxError)) throw cause;
      throw new PipelineConfigError(path, cause.message, { cause });
    }
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json;
    throw new PipelineConfigError(path, 'it is no JSON object');
  }

  /** An ONNX file with its external data. @throws the errors of src/onnx */
  async readModel(path: string): Promise<Model> {
    const bytes = await this.read(path);
    return openModel(path, bytes, async (external) => (this.has(external) ? this.read(external) : undefined));
  }

  #report(path: string, bytes: number): void {
    this.#loadedBytes += bytes;
    this.#onProgress({
      label: `Loading ${path}`,
      loadedBytes: this.#loadedBytes,
      totalBytes: this.#totalBytes,
    });
  }
}

function allocate(path: string, bytes: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(bytes);
  } catch (cause) {
    throw new ModelTooLargeError(path, bytes, { cause });
  }
}
