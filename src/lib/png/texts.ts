// Text in PNG files: tEXt, iTXt and zTXt chunks (PNG specification, section 11.3.3).
import { readChunks, type PngChunk } from './chunks.ts';
import { PngTooLargeError } from './errors.ts';
import { inflate } from './inflate.ts';

export interface PngTexts {
  /** By keyword; the first of a keyword counts. */
  readonly texts: ReadonlyMap<string, string>;
  /** Empty for a sound file; else a clause, e.g. `it is cut off`. */
  readonly damage: string;
}

/** Larger files are refused: reading them would hold up the page, and nothing here writes such. */
export const MAX_PNG_BYTES = 64 * 2 ** 20;
/** Of one text, unpacked. */
const MAX_TEXT_BYTES = 2 ** 20;
/** Real files have a handful; thousands of packed ones would unpack to gigabytes. */
const MAX_TEXTS = 64;

const latin1 = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
};
const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** tEXt where Latin-1 has every character, else iTXt: as Pillow writes them, and so A1111. */
export function textChunk(keyword: string, text: string): PngChunk {
  const isLatin1 = Array.from(text).every((character) => (character.codePointAt(0) ?? 0) < 256);
  if (isLatin1) {
    const data = Uint8Array.from(`${keyword}\0${text}`, (character) => character.charCodeAt(0));
    return { type: 'tEXt', data };
  }
  // Two zeros for "not compressed", then an empty language and an empty translated keyword.
  return { type: 'iTXt', data: new TextEncoder().encode(`${keyword}\0\0\0\0\0${text}`) };
}

/** @param name as an error calls it @throws NotAPngError, PngTooLargeError */
export async function readTexts(file: Blob, name = 'The file'): Promise<PngTexts> {
  if (file.size > MAX_PNG_BYTES) throw new PngTooLargeError(name, file.size, MAX_PNG_BYTES);
  const { chunks, damage } = readChunks(new Uint8Array(await file.arrayBuffer()), name);
  const texts = new Map<string, string>();
  let unread = '';
  for (const chunk of chunks.filter(isText).slice(0, MAX_TEXTS)) {
    try {
      const found = await textOf(chunk);
      if (found && !texts.has(found.keyword)) texts.set(found.keyword, found.text);
    } catch {
      unread = 'a text in it cannot be unpacked';
    }
  }
  return { texts, damage: damage || unread };
}

const isText = ({ type }: PngChunk): boolean => ['tEXt', 'zTXt', 'iTXt'].includes(type);

interface KeywordText {
  readonly keyword: string;
  readonly text: string;
}

/** @returns `undefined` for texts without keyword or end, and for longer ones than anything here reads */
async function textOf({ type, data }: PngChunk): Promise<KeywordText | undefined> {
  if (data.length > MAX_TEXT_BYTES) return undefined;
  const split = data.indexOf(0);
  if (split < 1) return undefined;
  const keyword = latin1(data.subarray(0, split));
  const rest = data.subarray(split + 1);
  if (type === 'tEXt') return { keyword, text: latin1(rest) };
  if (type === 'zTXt') return { keyword, text: latin1(await inflate(rest.subarray(1), MAX_TEXT_BYTES)) };
  const isPacked = rest[0] === 1;
  const language = rest.indexOf(0, 2);
  const translated = rest.indexOf(0, language + 1);
  if (language < 0 || translated < 0) return undefined;
  const body = rest.subarray(translated + 1);
  return { keyword, text: utf8(isPacked ? await inflate(body, MAX_TEXT_BYTES) : body) };
}
