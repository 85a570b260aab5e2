// A downloaded model's files, as the engine reads them.

import type { ModelFolder } from '../protocol/library.ts';
import { FileNotInModelError, NotEnoughMemoryError, StoredFileGoneError } from './errors.ts';
import { storedName, type ModelManifest } from './manifest.ts';
import type { ByteStore } from './ports.ts';

/**
 * @param storeOf where a finished file lies now
 * @returns a folder that throws FileNotInModelError, StoredFileGoneError, NotEnoughMemoryError or StorageFailedError
 */
export function storedFolder(
  { id, name, files }: ModelManifest,
  storeOf: (name: string) => Promise<ByteStore>,
): ModelFolder {
  return {
    list: async () => new Map(files.map(({ path, bytes }) => [path, bytes])),
    async read(path, offset, length) {
      const file = files.find((candidate) => candidate.path === path);
      if (file === undefined)
        throw new FileNotInModelError(
          path,
          name,
          files.map((known) => known.path),
        );
      const stored = storedName(id, file);
      const store = await storeOf(stored);
      const found = (await store.size(stored)) ?? 0;
      if (found !== file.bytes) throw new StoredFileGoneError(path, file.bytes, found);
      return withinMemory(path, length, () => store.read(stored, offset, length));
    },
  };
}

/** @throws NotEnoughMemoryError where no array of this length can be made */
export async function withinMemory<T>(file: string, bytes: number, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    const root = cause instanceof Error && cause.cause !== undefined ? cause.cause : cause;
    if (root instanceof RangeError) throw new NotEnoughMemoryError(file, bytes, { cause });
    throw cause;
  }
}
