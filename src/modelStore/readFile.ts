// How the engine reads a model's files, and the reader over a byte store.

import { FileNotInModelError, NotEnoughMemoryError, StoredFileGoneError } from './errors.ts';
import { storedName, type ModelManifest } from './manifest.ts';
import type { ByteStore } from './ports.ts';

/** The same shape as `ReadFile` of src/pipeline, which this layer does not import. */
export type ReadFile = (path: string, onBytes: (loaded: number) => void) => Promise<Uint8Array<ArrayBuffer>>;

/** Bytes read at a time: keeps the peak at one file and one piece. */
const PIECE_BYTES = 64 * 2 ** 20;

/**
 * @param storeOf where a finished file lies now
 * @returns a reader that throws FileNotInModelError, StoredFileGoneError, NotEnoughMemoryError or StorageFailedError
 */
export function readerOf(manifest: ModelManifest, storeOf: (name: string) => Promise<ByteStore>): ReadFile {
  return async (path, onBytes) => {
    const file = manifest.files.find((candidate) => candidate.path === path);
    if (file === undefined) {
      const known = manifest.files.map((candidate) => candidate.path);
      throw new FileNotInModelError(path, manifest.name, known);
    }
    const name = storedName(manifest.id, file);
    const store = await storeOf(name);
    const found = (await store.size(name)) ?? 0;
    if (found !== file.bytes) throw new StoredFileGoneError(path, file.bytes, found);
    const bytes = allocate(path, file.bytes);
    for (let at = 0; at < file.bytes; at += PIECE_BYTES) {
      const piece = await store.read(name, at, Math.min(PIECE_BYTES, file.bytes - at));
      bytes.set(piece, at);
      onBytes(at + piece.byteLength);
    }
    return bytes;
  };
}

function allocate(file: string, bytes: number): Uint8Array<ArrayBuffer> {
  try {
    return new Uint8Array(bytes);
  } catch (cause) {
    throw new NotEnoughMemoryError(file, bytes, { cause });
  }
}
