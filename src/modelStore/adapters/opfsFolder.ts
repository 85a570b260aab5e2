// One flat folder of the origin-private file system, with names that may hold slashes.

export class OpfsFolder {
  readonly #folder: FileSystemDirectoryHandle;

  private constructor(folder: FileSystemDirectoryHandle) {
    this.#folder = folder;
  }

  /** @throws where the browser refuses, e.g. in some private windows */
  static async open(name: string): Promise<OpfsFolder> {
    const root = await navigator.storage.getDirectory();
    return new OpfsFolder(await root.getDirectoryHandle(name, { create: true }));
  }

  /** @returns undefined where there is no such file */
  async find(name: string): Promise<FileSystemFileHandle | undefined> {
    return this.#folder.getFileHandle(encodeURIComponent(name)).catch(undefinedIfNotFound);
  }

  async make(name: string): Promise<FileSystemFileHandle> {
    return this.#folder.getFileHandle(encodeURIComponent(name), { create: true });
  }

  async delete(name: string): Promise<void> {
    await this.#folder.removeEntry(encodeURIComponent(name)).catch(undefinedIfNotFound);
  }

  async list(): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const name of this.#folder.keys()) names.push(decodeURIComponent(name));
    return names;
  }
}

/** What `move` needs, which renames in place. */
export const encodedName = (name: string) => encodeURIComponent(name);

function undefinedIfNotFound(error: unknown): undefined {
  if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
  throw error;
}
