// Folders and loose files, as people really give them, become paths in a model and are read in pieces.

import { openAsBlob } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openLocalFolder } from './localFolder.ts';

const FILES = ['unet/model.onnx', 'text_encoder/model.onnx', 'tokenizer/vocab.json'];

const given = (...paths: string[]) => paths.map((name) => ({ path: name, file: new Blob([name]) }));

it.each([
  ['the files of the folder', '', 'Local files'],
  ['the folder with its name', 'sd-turbo/', 'sd-turbo'],
  ['a folder above it', 'Downloads/models/sd-turbo/', 'sd-turbo'],
  ['a leading slash, as dropped entries have it', '/sd-turbo/', 'sd-turbo'],
  ['a leading ./', './', 'Local files'],
])('%s', async (_, top, name) => {
  const model = openLocalFolder(
    given(...['README.md', ...FILES, '.git/config', '.DS_Store'].map((file) => top + file)),
  );
  expect(model.name).toBe(name);
  expect([...model.files.keys()]).toEqual(['README.md', ...FILES]);
  const whole = `${top}${FILES[0]}`;
  const read = await model.folder.read('unet/model.onnx', 2, whole.length - 3);
  expect(new TextDecoder().decode(read)).toBe(whole.slice(2, -1));
});

it("Windows' separators", () => {
  const model = openLocalFolder(given(...FILES.map((file) => `sd-turbo\\${file.replaceAll('/', '\\')}`)));
  expect([...model.files.keys()]).toEqual(FILES);
});

it('folders whose names start alike are two folders', () => {
  const model = openLocalFolder(given('m/unet/a.onnx', 'm/unet_2/a.onnx'));
  expect([...model.files.keys()]).toEqual(['unet/a.onnx', 'unet_2/a.onnx']);
});

it('one loose file', () => {
  expect([...openLocalFolder(given('model.onnx')).files]).toEqual([['model.onnx', 10]]);
});

it.each([
  [[], 'No file was given.'],
  [['holiday.jpg', 'notes.txt'], 'There is no ONNX file (.onnx) among what was given: 2 files.'],
])('%j is no model', (paths, message) => {
  expect(() => openLocalFolder(given(...paths))).toThrow(
    expect.objectContaining({ code: 'no-model-among-files', message }) as Error,
  );
});

it('names a file that it does not have, and a piece beyond the end', async () => {
  const { folder } = openLocalFolder(given('model.onnx'));
  await expect(folder.read('unet.onnx', 0, 1)).rejects.toMatchObject({
    code: 'file-not-in-model',
    hint: 'It has: model.onnx.',
  });
  await expect(folder.read('model.onnx', 5, 6)).rejects.toMatchObject({
    code: 'local-file-unreadable',
    message: 'The local file model.onnx cannot be read: it ends before byte 11.',
  });
});

it('names a file that was changed on the disk after it was picked', async () => {
  const top = await mkdtemp(path.join(tmpdir(), 'local-folder-'));
  try {
    const name = path.join(top, 'a.onnx');
    await writeFile(name, 'first');
    const { folder } = openLocalFolder([{ path: 'a.onnx', file: await openAsBlob(name) }]);
    await writeFile(name, 'something longer');
    await expect(folder.read('a.onnx', 0, 5)).rejects.toMatchObject({
      code: 'local-file-unreadable',
      file: 'a.onnx',
    });
  } finally {
    await rm(top, { recursive: true });
  }
});
