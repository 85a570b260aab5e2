// A folder or loose files of this machine that a person picked or dropped, as the engine reads them.

import type { LocalFile, ModelFolder } from '../protocol/library.ts';
import { FileNotInModelError, LocalFileUnreadableError, NoModelAmongFilesError } from './errors.ts';
import { withinMemory } from './storedFolder.ts';

export interface LocalModel {
  /** Of the folder that was given, where one was. */
  readonly name: string;
  readonly files: ReadonlyMap<string, number>;
  readonly folder: ModelFolder;
}

const LOOSE_FILES = 'Local files';

/**
 * Nothing is copied: pieces are read when they are asked for. Paths are taken from below the deepest folder that holds
 * all the files.
 * @throws NoModelAmongFilesError where there is no ONNX file; the folder throws FileNotInModelError,
 * LocalFileUnreadableError and NotEnoughMemoryError
 */
export function openLocalFolder(given: readonly LocalFile[]): LocalModel {
  const visible = given
    .map(({ path, file }) => ({ path: normalise(path), file }))
    .filter(({ path }) => !path.split('/').some((part) => part.startsWith('.')));
  if (!visible.some(({ path }) => path.endsWith('.onnx'))) throw new NoModelAmongFilesError(given.length);
  const top = commonFolder(visible.map(({ path }) => path));
  const blobs = new Map(visible.map(({ path, file }) => [path.slice(top.length), file]));
  const name = top.split('/').at(-2) ?? LOOSE_FILES;
  const files = new Map(Array.from(blobs, ([path, { size }]) => [path, size]));
  return { name, files, folder: { list: async () => files, read: readerOf(name, blobs) } };
}

function readerOf(name: string, blobs: ReadonlyMap<string, Blob>): ModelFolder['read'] {
  return async (path, offset, length) => {
    const blob = blobs.get(path);
    if (blob === undefined) throw new FileNotInModelError(path, name, [...blobs.keys()]);
    const piece = blob.slice(offset, offset + length);
    if (piece.size !== length)
      throw new LocalFileUnreadableError(path, `it ends before byte ${offset + length}`);
    return withinMemory(path, length, () => readBlob(path, piece));
  };
}

async function readBlob(path: string, blob: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LocalFileUnreadableError(path, reason, { cause });
  }
}

/** Windows' separators, and a leading `./` or `/`. */
const normalise = (path: string) => path.replaceAll('\\', '/').replace(/^(\.?\/)+/, '');

/** @returns empty, or ending in a slash */
function commonFolder(paths: readonly string[]): string {
  const [first = '', ...rest] = paths.map((path) => path.slice(0, path.lastIndexOf('/') + 1));
  let common = first;
  for (const folder of rest)
    while (!folder.startsWith(common))
      common = common.slice(0, common.lastIndexOf('/', common.length - 2) + 1);
  return common;
}
