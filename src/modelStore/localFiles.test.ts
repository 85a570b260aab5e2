// Folders and loose files, as people really give them, become the paths that the model wants.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { openAsBlob } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { matchLocalFiles, openLocalFiles } from './localFiles.ts';

const WANTED = ['unet/model.onnx', 'text_encoder/model.onnx', 'tokenizer/vocab.json'];

const given = (...paths: string[]) => paths.map((name) => ({ path: name, file: new Blob([name]) }));

/** Wanted path -> the path of the file that was taken for it. */
async function match(paths: string[], wanted = WANTED): Promise<Record<string, string>> {
  const found = matchLocalFiles(wanted, given(...paths));
  const texts = await Promise.all([...found].map(async ([name, blob]) => [name, await blob.text()]));
  return Object.fromEntries(texts) as Record<string, string>;
}

describe('matchLocalFiles', () => {
  it.each([
    ['the folder itself', ''],
    ['the folder with its name', 'sd-turbo/'],
    ['a folder above it', 'Downloads/models/sd-turbo/'],
    ['a leading slash, as dropped entries have it', '/sd-turbo/'],
    ['a leading ./', './'],
  ])('%s', async (_, top) => {
    const paths = ['README.md', ...WANTED, '.DS_Store'].map((name) => top + name);
    expect(await match(paths)).toEqual(Object.fromEntries(WANTED.map((name) => [name, top + name])));
  });

  it("Windows' separators", async () => {
    const found = await match(WANTED.map((name) => `sd-turbo\\${name.replaceAll('/', '\\')}`));
    expect(Object.keys(found)).toEqual(WANTED);
  });

  it('two models in one folder: the one that has most of the files, never a mixture', async () => {
    const paths = ['a/unet/model.onnx', ...WANTED.map((name) => `b/${name}`)];
    expect(await match(paths)).toEqual(Object.fromEntries(WANTED.map((name) => [name, `b/${name}`])));
  });

  it('a loose file by a name that is unique on both sides', async () => {
    expect(await match(['vocab.json'], ['tokenizer/vocab.json'])).toEqual({
      'tokenizer/vocab.json': 'vocab.json',
    });
  });

  it('never guesses which of two model.onnx a loose one is', () => {
    expect(() => matchLocalFiles(WANTED, given('model.onnx', 'vocab.json'))).toThrow(
      'Among the 2 files given, 2 are missing: unet/model.onnx, text_encoder/model.onnx.',
    );
    expect(() => matchLocalFiles(['vae/model.onnx'], given('x/model.onnx', 'y/model.onnx'))).toThrow(
      'Among the 2 files given, one is missing: vae/model.onnx.',
    );
  });

  it('names all that is missing of an empty drop', () => {
    const error: unknown = (() => {
      try {
        return matchLocalFiles(WANTED, []);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toMatchObject({ code: 'local-files-missing', missing: WANTED });
  });
});

describe('openLocalFiles', () => {
  it('reads like the downloaded model', async () => {
    const readFile = openLocalFiles(WANTED, given(...WANTED.map((name) => `top/${name}`)));
    const progress: number[] = [];
    const bytes = await readFile('unet/model.onnx', (loaded) => progress.push(loaded));
    expect(new TextDecoder().decode(bytes)).toBe('top/unet/model.onnx');
    expect(progress).toEqual([bytes.byteLength]);
  });

  it('names a file that was not asked for at the start', async () => {
    const readFile = openLocalFiles(['a'], given('a'));
    await expect(readFile('b', () => {})).rejects.toMatchObject({
      code: 'local-files-missing',
      missing: ['b'],
    });
  });

  it('names a file that was changed on the disk after it was picked', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'local-files-'));
    try {
      const name = path.join(folder, 'a');
      await writeFile(name, 'first');
      const readFile = openLocalFiles(['a'], [{ path: 'a', file: await openAsBlob(name) }]);
      await writeFile(name, 'something longer');
      await expect(readFile('a', () => {})).rejects.toMatchObject({
        code: 'local-file-unreadable',
        file: 'a',
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
