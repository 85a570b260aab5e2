// A byte store over a shelf that can only put whole blobs: each append is a blob of its own, and an index names them.

import type { ByteStore, StorageKind } from './ports.ts';

/** Whole blobs by key. A put is whole or absent, even when the tab is killed in the middle. */
export interface BlobShelf {
  readonly kind: StorageKind;
  get(key: string): Promise<Blob | undefined>;
  put(key: string, blob: Blob): Promise<void>;
  delete(key: string): Promise<void>;
  keys(): Promise<readonly string[]>;
}

/** What `index/NAME` holds: the file's blobs are `data/ID/0`, `data/ID/1`, ... */
interface Index {
  readonly id: string;
  /** Bytes of each blob. */
  readonly sizes: readonly number[];
  /** Blobs that may exist: at least as many as have sizes. */
  readonly blobs: number;
}

const INDEX = 'index/';
const dataKey = (id: string, segment: number) => `data/${id}/${segment}`;
const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);

export class SegmentedStore implements ByteStore {
  readonly kind: StorageKind;
  readonly #shelf: BlobShelf;

  constructor(shelf: BlobShelf) {
    this.kind = shelf.kind;
    this.#shelf = shelf;
  }

  async size(name: string): Promise<number | undefined> {
    const index = await this.#index(name);
    return index && sum(index.sizes);
  }

  async read(name: string, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const { id, sizes } = (await this.#index(name)) ?? { id: '', sizes: [] };
    const bytes = new Uint8Array(length);
    let start = 0;
    let filled = 0;
    for (const [segment, size] of sizes.entries()) {
      const from = Math.max(offset, start);
      const to = Math.min(offset + length, start + size);
      if (from < to) {
        const blob = await this.#shelf.get(dataKey(id, segment));
        if (blob?.size !== size) throw new Error(`segment ${segment} of ${name} is missing`);
        const piece = await blob.slice(from - start, to - start).arrayBuffer();
        bytes.set(new Uint8Array(piece), from - offset);
        filled += to - from;
      }
      start += size;
    }
    if (filled < length) throw new Error(`${name} ends before byte ${offset + length}`);
    return bytes;
  }

  async append(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { id, sizes, blobs } = (await this.#index(name)) ?? { id: newId(), sizes: [], blobs: 0 };
    // The index knows of a blob before it is put, and counts it only afterwards: a crash neither leaks nor lies.
    const upTo = Math.max(blobs, sizes.length + 1);
    if (blobs < upTo) await this.#putIndex(name, { id, sizes, blobs: upTo });
    await this.#shelf.put(dataKey(id, sizes.length), new Blob([bytes]));
    await this.#putIndex(name, { id, sizes: [...sizes, bytes.byteLength], blobs: upTo });
  }

  async rename(from: string, to: string): Promise<void> {
    const index = await this.#index(from);
    if (index === undefined) throw new Error(`there is no ${from}`);
    await this.delete(to);
    await this.#putIndex(to, index);
    await this.#shelf.delete(INDEX + from);
  }

  async delete(name: string): Promise<void> {
    const index = await this.#index(name);
    if (index === undefined) return;
    // A crash in the middle of a rename leaves two names for the same blobs: those stay.
    if (!(await this.#hasOtherName(index.id, name))) {
      // An emptied index first: a crash then leaves a file of no bytes. Without room even for that, the name goes first.
      const emptied = { ...index, sizes: [] };
      await this.#putIndex(name, emptied).catch(() => this.#shelf.delete(INDEX + name));
      for (let blob = 0; blob < index.blobs; blob += 1) await this.#shelf.delete(dataKey(index.id, blob));
    }
    await this.#shelf.delete(INDEX + name);
  }

  async list(): Promise<readonly string[]> {
    const keys = await this.#shelf.keys();
    return keys.filter((key) => key.startsWith(INDEX)).map((key) => key.slice(INDEX.length));
  }

  async #index(name: string): Promise<Index | undefined> {
    const blob = await this.#shelf.get(INDEX + name);
    return blob && (JSON.parse(await blob.text()) as Index);
  }

  async #putIndex(name: string, index: Index): Promise<void> {
    await this.#shelf.put(INDEX + name, new Blob([JSON.stringify(index)]));
  }

  async #hasOtherName(id: string, name: string): Promise<boolean> {
    for (const other of await this.list())
      if (other !== name && (await this.#index(other))?.id === id) return true;
    return false;
  }
}

/** Not `crypto.randomUUID`, which pages without https lack. */
function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(36)).join('-');
}
