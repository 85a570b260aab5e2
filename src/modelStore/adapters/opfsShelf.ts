// Blobs as files in the origin-private file system, for threads without synchronous handles.

import type { BlobShelf } from '../segmentedStore.ts';
import type { OpfsFolder } from './opfsFolder.ts';

/**
 * A FileSystemWritableFileStream writes to a copy that takes the file's place when it closes. So a put is whole or absent;
 * and appending to one large file would copy it each time, which is why each append gets a file of its own.
 */
export class OpfsShelf implements BlobShelf {
  readonly kind = 'opfs';
  readonly #folder: OpfsFolder;

  constructor(folder: OpfsFolder) {
    this.#folder = folder;
  }

  async get(key: string): Promise<Blob | undefined> {
    return (await this.#folder.find(key))?.getFile();
  }

  async put(key: string, blob: Blob): Promise<void> {
    const stream = await (await this.#folder.make(key)).createWritable();
    await blob.stream().pipeTo(stream);
  }

  delete(key: string): Promise<void> {
    return this.#folder.delete(key);
  }

  keys(): Promise<readonly string[]> {
    return this.#folder.list();
  }
}
