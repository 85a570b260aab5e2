// SHA-256 over bytes as they arrive: Web Crypto hashes only what lies in memory whole, and a UNet is 1.7 GB.

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';

export class StreamingSha256 {
  #state = sha256.create();

  update(bytes: Uint8Array): void {
    this.#state.update(bytes);
  }

  /** @returns 64 lower-case hexadecimal digits; more bytes may follow */
  hex(): string {
    return bytesToHex(this.#state.clone().digest());
  }

  reset(): void {
    this.#state = sha256.create();
  }
}
