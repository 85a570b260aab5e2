// Reads a file of any size into one array; fs.readFile refuses files from 2 GiB on.

import { open } from 'node:fs/promises';

/** One read() gives 2 GiB at most, and larger pieces are no faster. */
const PIECE_BYTES = 256 * 2 ** 20;

/**
 * A plain array with a buffer of its own: Buffer's slice() would not copy, and small Buffers share one.
 * @throws what node:fs throws; RangeError where the file does not fit into memory
 */
export async function readBytes(file: string): Promise<Uint8Array<ArrayBuffer>> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const bytes = new Uint8Array(size);
    for (let offset = 0; offset < size;) {
      const { bytesRead } = await handle.read(bytes, offset, Math.min(PIECE_BYTES, size - offset));
      if (bytesRead === 0) return bytes.subarray(0, offset); // it became shorter while it was read
      offset += bytesRead;
    }
    return bytes;
  } finally {
    await handle.close();
  }
}
