// Files in the origin-private file system, written through synchronous handles.

import type { ByteStore } from '../ports.ts';
import { encodedName, type OpfsFolder } from './opfsFolder.ts';

/** FileSystemSyncAccessHandle: only dedicated workers have it, so TypeScript's DOM library does not. */
interface SyncAccessHandle {
  getSize(): number;
  /** @returns bytes written */
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

interface WorkerFileHandle extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<SyncAccessHandle>;
  /** Renames; replaces a file of that name. */
  move(name: string): Promise<void>;
}

function isWorkerFileHandle(handle: FileSystemFileHandle): handle is WorkerFileHandle {
  return 'createSyncAccessHandle' in handle && 'move' in handle;
}

export class OpfsStore implements ByteStore {
  readonly kind = 'opfs';
  readonly #folder: OpfsFolder;

  constructor(folder: OpfsFolder) {
    this.#folder = folder;
  }

  /** Whether files can be written in place and renamed here: in a worker of a recent browser. */
  static isSupported(): boolean {
    return typeof FileSystemFileHandle !== 'undefined' && isWorkerFileHandle(FileSystemFileHandle.prototype);
  }

  async size(name: string): Promise<number | undefined> {
    const handle = await this.#folder.find(name);
    return handle && (await handle.getFile()).size;
  }

  async read(name: string, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const handle = await this.#folder.find(name);
    const blob = (await handle?.getFile())?.slice(offset, offset + length);
    if (blob?.size !== length) throw new Error(`${name} ends before byte ${offset + length}`);
    return new Uint8Array(await blob.arrayBuffer());
  }

  async append(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const handle = asWorkerHandle(await this.#folder.make(name));
    const access = await handle.createSyncAccessHandle();
    const size = access.getSize();
    try {
      const written = access.write(bytes, { at: size });
      if (written !== bytes.byteLength) {
        access.truncate(size);
        throw new DOMException(`only ${written} of ${bytes.byteLength} bytes fitted`, 'QuotaExceededError');
      }
      access.flush();
    } finally {
      access.close();
    }
  }

  async rename(from: string, to: string): Promise<void> {
    const handle = await this.#folder.find(from);
    if (handle === undefined) throw new Error(`there is no ${from}`);
    await asWorkerHandle(handle).move(encodedName(to));
  }

  delete(name: string): Promise<void> {
    return this.#folder.delete(name);
  }

  list(): Promise<readonly string[]> {
    return this.#folder.list();
  }
}

function asWorkerHandle(handle: FileSystemFileHandle): WorkerFileHandle {
  if (!isWorkerFileHandle(handle)) throw new Error('this thread has no synchronous file handles');
  return handle;
}
