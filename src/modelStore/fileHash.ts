// Hashes of files as they stream in: Web Crypto hashes only what lies in memory whole, and a UNet is 1.7 GB.

import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

/**
 * `sha256:` of the bytes, 64 lower-case hexadecimal digits; or `git-sha1:`, the name that git gives the file, 40 digits:
 * the sha1 of `blob`, a space, the number of bytes, a zero byte, and the bytes. Hubs know no other hash of small files.
 */
export type FileHash = `sha256:${string}` | `git-sha1:${string}`;

export function isFileHash(text: string): text is FileHash {
  return /^(sha256:[0-9a-f]{64}|git-sha1:[0-9a-f]{40})$/.test(text);
}

/** First 16 digits: enough to tell the versions of one file apart. */
export const shortHash = (hash: FileHash) => hash.slice(hash.indexOf(':') + 1).slice(0, 16);

interface Hasher {
  update(bytes: Uint8Array): Hasher;
  clone(): Hasher;
  digest(): Uint8Array;
}

export class StreamingHash {
  readonly #kind: 'sha256' | 'git-sha1';
  readonly #bytes: number;
  #state: Hasher;

  /**
   * @param like a hash of the wanted kind
   * @param bytes of the whole file
   */
  constructor(like: FileHash, bytes: number) {
    this.#kind = like.startsWith('sha256:') ? 'sha256' : 'git-sha1';
    this.#bytes = bytes;
    this.#state = this.#start();
  }

  update(bytes: Uint8Array): void {
    this.#state.update(bytes);
  }

  /** Of what has come so far; more bytes may follow. */
  value(): FileHash {
    return `${this.#kind}:${bytesToHex(this.#state.clone().digest())}`;
  }

  reset(): void {
    this.#state = this.#start();
  }

  #start(): Hasher {
    if (this.#kind === 'sha256') return sha256.create();
    return sha1.create().update(new TextEncoder().encode(`blob ${this.#bytes}\0`));
  }
}
