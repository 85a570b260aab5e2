// Text in and out of real PNG files, and out of files that are foreign, cut off, damaged or hostile.
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { concatenate } from '../concatenate.ts';
import { readChunks, withChunks } from './chunks.ts';
import { crc32 } from './crc32.ts';
import { NotAPngError, PngTooLargeError } from './errors.ts';
import { A1111_TEXT, pillowPng } from './testing/pillowPngs.ts';
import { MAX_PNG_BYTES, readTexts, textChunk } from './texts.ts';

const read = (...parts: Uint8Array<ArrayBuffer>[]) => readTexts(new Blob(parts));
const ascii = (text: string) => new TextEncoder().encode(text);

it('computes the CRC of the specification', () => {
  expect(crc32(ascii('123456789'))).toBe(0xcbf43926);
  expect(crc32(ascii('IEND'))).toBe(0xae426082);
});

describe('files that Pillow wrote', () => {
  it.each([
    ['a1111', 'parameters', A1111_TEXT],
    ['unicode', 'parameters', 'чайник ☕'],
    ['packed', 'Comment', 'packed '.repeat(40)],
    ['packedUnicode', 'parameters', 'gepackt ☕ '.repeat(20)],
  ] as const)('%s', async (name, keyword, text) => {
    expect(await read(pillowPng(name))).toEqual({ texts: new Map([[keyword, text]]), damage: '' });
  });

  it('are written chunk by chunk as Pillow writes them', () => {
    for (const [name, text] of [
      ['a1111', A1111_TEXT],
      ['unicode', 'чайник ☕'],
    ] as const) {
      const original = readChunks(pillowPng(name)).chunks;
      const bare = pillowPng('packed');
      const written = readChunks(withChunks(bare, [textChunk('parameters', text)])).chunks;
      expect(written[1]).toEqual(original[1]);
    }
  });
});

describe('added texts', () => {
  it.each(['plain', 'café ÿ', 'zwei\nZeilen', '猫 🐈 “quoted”', ''])('%j comes back', async (text) => {
    const file = withChunks(pillowPng('a1111'), [textChunk('steeraway', text)]);
    expect((await read(file)).texts.get('steeraway')).toBe(text);
    expect(readChunks(file).chunks.filter(({ type }) => type === 'IDAT')).toEqual(
      readChunks(pillowPng('a1111')).chunks.filter(({ type }) => type === 'IDAT'),
    );
  });

  it('stand before older ones of the same keyword', async () => {
    const file = withChunks(pillowPng('a1111'), [textChunk('parameters', 'newer')]);
    expect((await read(file)).texts.get('parameters')).toBe('newer');
  });
});

describe('bad files', () => {
  it('are refused where they are no PNG', async () => {
    for (const text of ['', 'GIF89a', '\xff\xd8\xff\xe0 JFIF']) {
      await expect(read(ascii(text))).rejects.toThrow(NotAPngError);
    }
    expect(() => withChunks(ascii('hello'), [])).toThrow(NotAPngError);
  });

  it('are refused where they are huge, without being read', async () => {
    const huge = { size: MAX_PNG_BYTES + 1, arrayBuffer: () => Promise.reject(new Error('read')) };
    await expect(readTexts(huge as unknown as Blob)).rejects.toThrow(PngTooLargeError);
  });

  it('give their texts wherever they are cut off behind them', async () => {
    const whole = pillowPng('a1111');
    const textEnd = 8 + 25 + 12 + 0x7c;
    for (let length = 8; length < whole.length; length++) {
      const { texts, damage } = await read(whole.slice(0, length));
      expect(damage).toBe('it is cut off');
      expect(texts.size).toBe(length >= textEnd ? 1 : 0);
    }
  });

  it('lose no more than the text that is damaged', async () => {
    const file = withChunks(pillowPng('a1111'), [textChunk('steeraway', 'mine')]);
    file[file.indexOf('m'.charCodeAt(0), 33 + 8 + 'steeraway'.length)]! ^= 1;
    const { texts, damage } = await read(file);
    expect([...texts.keys()]).toEqual(['parameters']);
    expect(damage).toBe('a part of it is damaged');
  });

  it('cannot claim a length beyond their end', async () => {
    const file = pillowPng('a1111');
    file.set([0xff, 0xff, 0xff, 0xff], 33);
    expect(await read(file)).toEqual({ texts: new Map(), damage: 'it is cut off' });
  });

  it('cannot fill the memory with packed text, nor with broken text', async () => {
    const bomb = concatenate([ascii('bomb\0\0'), deflateSync(Buffer.alloc(2 ** 24))]);
    const broken = concatenate([ascii('broken\0\0'), Uint8Array.of(1, 2, 3, 4)]);
    const file = withChunks(pillowPng('a1111'), [
      { type: 'zTXt', data: bomb },
      { type: 'zTXt', data: broken },
      { type: 'tEXt', data: ascii('no keyword ends here') },
      { type: 'iTXt', data: ascii('short\0\0\0') },
    ]);
    const { texts, damage } = await read(file);
    expect([...texts.keys()]).toEqual(['parameters']);
    expect(damage).toBe('a text in it cannot be unpacked');
  });

  it('end after a hundred thousand chunks', () => {
    const empty = pillowPng('a1111').slice(-12);
    empty.set(ascii('IDAT'), 4);
    const many = concatenate([
      pillowPng('a1111').slice(0, 33),
      ...Array.from({ length: 100_001 }, () => empty),
    ]);
    expect(readChunks(many)).toMatchObject({ damage: 'it has too many parts' });
  });
});
