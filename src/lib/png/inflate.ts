// Unpacks zlib data up to a limit, so that a small hostile file cannot fill the memory.
import { concatenate } from '../concatenate.ts';

/** @throws RangeError where more than `limit` bytes come out; TypeError where the data is broken */
export async function inflate(packed: Uint8Array, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([packed.slice()]).stream().pipeThrough(new DecompressionStream('deflate'));
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.length;
    if (length > limit) {
      await reader.cancel();
      throw new RangeError(`More than ${limit} bytes come out.`);
    }
    parts.push(part.value);
  }
  return concatenate(parts);
}
