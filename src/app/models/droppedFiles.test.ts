// Dropped folders are opened to the bottom, batch by batch, as the File and Directory Entries API hands them out.

import { expect, it } from 'vitest';
import { droppedFiles } from './droppedFiles.ts';

/** A file's text, or what a folder holds. */
type Tree = string | { readonly [name: string]: Tree };

/** An entry as Chrome makes it: at most 100 children a call, an empty batch at the end. */
function entryOf(name: string, tree: Tree, parent = ''): FileSystemEntry {
  const fullPath = `${parent}/${name}`;
  const isFile = typeof tree === 'string';
  const common = { name, fullPath, isFile, isDirectory: !isFile };
  if (isFile) {
    const file = (success: (file: File) => void) => success(new File([tree], name));
    return { ...common, file } as unknown as FileSystemEntry;
  }
  const createReader = () => {
    const waiting = Object.entries(tree).map(([child, below]) => entryOf(child, below, fullPath));
    return { readEntries: (success: (batch: FileSystemEntry[]) => void) => success(waiting.splice(0, 100)) };
  };
  return { ...common, createReader } as unknown as FileSystemEntry;
}

const item = (entry: FileSystemEntry | null, file: File | null = null) =>
  ({ webkitGetAsEntry: () => entry, getAsFile: () => file }) as unknown as DataTransferItem;

it('finds every file of a folder with more than one batch, and loose files beside it', async () => {
  const many = Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`${i}.bin`, String(i)]));
  const folder = entryOf('sd-turbo', { unet: { 'model.onnx': 'u', many }, 'a.json': 'a' });
  const found = await droppedFiles([item(folder), item(null), item(entryOf('loose.txt', 'l'))]);
  const texts = await Promise.all(found.map(async ({ path, file }) => [path, await file.text()] as const));
  expect(texts).toHaveLength(253);
  const byPath = new Map(texts);
  expect(byPath.get('/sd-turbo/unet/model.onnx')).toBe('u');
  expect(byPath.get('/sd-turbo/unet/many/249.bin')).toBe('249');
  expect(byPath.get('/loose.txt')).toBe('l');
});

it('a file that vanished before it was read is an error, not a smaller folder', async () => {
  const file = (_: unknown, failure: (error: Error) => void) =>
    failure(new DOMException('gone', 'NotFoundError'));
  const gone = Object.assign(entryOf('a', 'a'), { file });
  await expect(droppedFiles([item(gone)])).rejects.toMatchObject({
    code: 'dropped-file-unreadable',
    file: '/a',
  });
});

it('takes a file without an entry, and leaves out what is no file', async () => {
  const found = await droppedFiles([item(null, new File(['a'], 'a.onnx')), item(null)]);
  expect(found.map(({ path }) => path)).toEqual(['a.onnx']);
});
