// A file while it is being downloaded: NAME.part with the bytes, NAME.part.json with what they belong to.

import { StreamingHash, type FileHash } from './fileHash.ts';
import type { ByteStore } from './ports.ts';

export interface PartTarget {
  /** Name of the finished file in the store. */
  readonly name: string;
  /** Bytes of the finished file. */
  readonly bytes: number;
  readonly hash: FileHash;
}

/** NAME.part.json. */
interface PartRecord {
  readonly bytes: number;
  readonly hash: FileHash;
  /** As the server sent it, or null. */
  readonly etag: string | null;
}

/** Bytes are gathered up to this size, or this long, before they are written: writes cost more than bytes. */
const WRITE_BYTES = 4 * 2 ** 20;
const WRITE_MILLISECONDS = 1000;
/** Bytes that are read at a time to hash what an earlier visit left. */
const READ_BYTES = 8 * 2 ** 20;

export const partNames = (name: string) => ({ data: `${name}.part`, record: `${name}.part.json` });

/** The name that a file of the store has, or will have, when it is finished. */
export const finishedName = (name: string) => name.replace(/\.part(\.json)?$/, '');

export class PartFile {
  readonly #store: ByteStore;
  readonly #target: PartTarget;
  readonly #hash: StreamingHash;
  #etag: string | undefined;
  #hasRecord = false;
  #storedBytes = 0;
  #waiting: Uint8Array<ArrayBuffer>[] = [];
  #waitingBytes = 0;
  #lastWrite = performance.now();

  private constructor(store: ByteStore, target: PartTarget) {
    this.#store = store;
    this.#target = target;
    this.#hash = new StreamingHash(target.hash, target.bytes);
  }

  /**
   * Takes up what an earlier attempt left, or starts with nothing. The hash state is rebuilt from the stored bytes.
   * @param onHashed called with the number of stored bytes that have been hashed so far
   */
  static async open(
    store: ByteStore,
    target: PartTarget,
    signal: AbortSignal,
    onHashed: (bytes: number) => void,
  ): Promise<PartFile> {
    const part = new PartFile(store, target);
    const record = await readRecord(store, target.name);
    const { data } = partNames(target.name);
    const size = (await store.size(data)) ?? 0;
    if (record?.hash !== target.hash || record.bytes !== target.bytes || size > target.bytes) {
      await part.discard();
      return part;
    }
    for (let at = 0; at < size; at += READ_BYTES) {
      signal.throwIfAborted();
      const piece = await store.read(data, at, Math.min(READ_BYTES, size - at));
      part.#hash.update(piece);
      onHashed(at + piece.byteLength);
    }
    part.#storedBytes = size;
    part.#etag = record.etag ?? undefined;
    part.#hasRecord = true;
    return part;
  }

  /** Bytes that have arrived, written or not. */
  get size(): number {
    return this.#storedBytes + this.#waitingBytes;
  }

  /** ETag of the answer that the bytes came from, where the server sent one. */
  get etag(): string | undefined {
    return this.#etag;
  }

  /** Of the bytes that have arrived. */
  get hash(): FileHash {
    return this.#hash.value();
  }

  /** Throws all bytes away and starts a file with this ETag. */
  async restart(etag: string | undefined): Promise<void> {
    if (this.#hasRecord || this.#storedBytes > 0) await this.discard();
    const { bytes, hash } = this.#target;
    const record: PartRecord = { bytes, hash, etag: etag ?? null };
    const json = new TextEncoder().encode(JSON.stringify(record));
    await this.#store.append(partNames(this.#target.name).record, json);
    this.#etag = etag;
    this.#hasRecord = true;
  }

  async append(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#hash.update(bytes);
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.byteLength;
    const isLate = performance.now() - this.#lastWrite >= WRITE_MILLISECONDS;
    if (this.#waitingBytes >= WRITE_BYTES || isLate) await this.flush();
  }

  /** Writes what waits. */
  async flush(): Promise<void> {
    this.#lastWrite = performance.now();
    if (this.#waitingBytes === 0) return;
    const joined = join(this.#waiting, this.#waitingBytes);
    await this.#store.append(partNames(this.#target.name).data, joined);
    this.#storedBytes += joined.byteLength;
    this.#waiting = [];
    this.#waitingBytes = 0;
  }

  /** Makes this the finished file. The caller has compared size and hash. */
  async promote(): Promise<void> {
    await this.flush();
    const { data, record } = partNames(this.#target.name);
    await this.#store.rename(data, this.#target.name);
    await this.#store.delete(record);
  }

  async discard(): Promise<void> {
    const { data, record } = partNames(this.#target.name);
    // The record goes first: bytes without a record are never taken up.
    await this.#store.delete(record);
    await this.#store.delete(data);
    this.#hash.reset();
    this.#etag = undefined;
    this.#hasRecord = false;
    this.#storedBytes = 0;
    this.#waiting = [];
    this.#waitingBytes = 0;
  }
}

/** @returns undefined where there is no record, or where a crash left half of one */
async function readRecord(store: ByteStore, name: string): Promise<PartRecord | undefined> {
  const { record } = partNames(name);
  const size = await store.size(record);
  if (size === undefined) return undefined;
  const text = new TextDecoder().decode(await store.read(record, 0, size));
  try {
    return JSON.parse(text) as PartRecord;
  } catch {
    return undefined;
  }
}

function join(parts: readonly Uint8Array<ArrayBuffer>[], length: number): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(length);
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.byteLength;
  }
  return joined;
}

/** Copies an unfinished file to another store that has none of it. */
export async function copyPart(name: string, from: ByteStore, to: ByteStore): Promise<void> {
  const { data, record } = partNames(name);
  if ((await to.size(record)) !== undefined) return;
  for (const each of [record, data]) {
    const size = (await from.size(each)) ?? 0;
    for (let at = 0; at < size; at += READ_BYTES)
      await to.append(each, await from.read(each, at, Math.min(READ_BYTES, size - at)));
  }
}
