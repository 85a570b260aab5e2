// PNG as a row of chunks: length, type, data, CRC (PNG specification, section 5). Pixels are none of this file's business.
import { concatenate } from '../concatenate.ts';
import { crc32 } from './crc32.ts';
import { NotAPngError } from './errors.ts';

export interface PngChunk {
  /** Four letters, e.g. `IDAT`. */
  readonly type: string;
  /** A view into the file that was read. */
  readonly data: Uint8Array;
}

export interface PngReading {
  /** Those that are whole, in the order of the file. */
  readonly chunks: readonly PngChunk[];
  /** Empty for a sound file; else a clause, e.g. `it is cut off`. */
  readonly damage: string;
}

const SIGNATURE = Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10);
/** Length, type and CRC. */
const FRAME = 12;
/** Real files have some thousands at most; a hostile one has millions of empty ones. */
const MAX_CHUNKS = 100_000;

/**
 * Reads what can be read. A chunk with a wrong CRC is left out; a file that ends early gives the chunks before that.
 * @param name as an error calls it
 * @throws NotAPngError
 */
export function readChunks(file: Uint8Array, name = 'The file'): PngReading {
  if (!SIGNATURE.every((byte, index) => file[index] === byte)) throw new NotAPngError(name);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const chunks: PngChunk[] = [];
  let damage = '';
  for (let offset = SIGNATURE.length; chunks.length < MAX_CHUNKS;) {
    if (offset + FRAME > file.length) return { chunks, damage: 'it is cut off' };
    const length = view.getUint32(offset);
    const end = offset + 8 + length;
    if (end + 4 > file.length) return { chunks, damage: 'it is cut off' };
    const type = String.fromCharCode(...file.subarray(offset + 4, offset + 8));
    // Pixels are not checked: whoever shows them does that, and it is most of the file.
    const isSound = type === 'IDAT' || crc32(file.subarray(offset + 4, end)) === view.getUint32(end);
    if (isSound) chunks.push({ type, data: file.subarray(offset + 8, end) });
    else damage = 'a part of it is damaged';
    if (type === 'IEND') return { chunks, damage };
    offset = end + 4;
  }
  return { chunks, damage: 'it has too many parts' };
}

/** @returns the file with `added` right behind its header, where readers look first. @throws NotAPngError */
export function withChunks(file: Uint8Array, added: readonly PngChunk[]): Uint8Array<ArrayBuffer> {
  const [header] = readChunks(file).chunks;
  if (header?.type !== 'IHDR') throw new NotAPngError('The file');
  const split = SIGNATURE.length + FRAME + header.data.length;
  return concatenate([file.subarray(0, split), ...added.map(encodeChunk), file.subarray(split)]);
}

function encodeChunk({ type, data }: PngChunk): Uint8Array {
  const bytes = new Uint8Array(FRAME + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let index = 0; index < 4; index++) bytes[4 + index] = type.charCodeAt(index);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}
