// What a person dropped, folders opened to the bottom. Browsers hand out folders as entries, not as files.

import type { LocalFile } from '../../protocol/library.ts';
import { DroppedFileUnreadableError } from '../errors.ts';

/**
 * Call it in the drop handler itself: the items are empty once the handler has returned.
 * @throws DroppedFileUnreadableError
 */
export async function droppedFiles(items: Iterable<DataTransferItem>): Promise<LocalFile[]> {
  return (await Promise.all(Array.from(items, filesOf))).flat();
}

/** What has no entry may be a file all the same, one that a script made. */
function filesOf(item: DataTransferItem): Promise<LocalFile[]> {
  const entry = item.webkitGetAsEntry();
  if (entry) return filesBelow(entry);
  const file = item.getAsFile();
  return Promise.resolve(file ? [{ path: file.name, file }] : []);
}

async function filesBelow(entry: FileSystemEntry): Promise<LocalFile[]> {
  if (isFile(entry)) return [{ path: entry.fullPath, file: await fileOf(entry) }];
  if (!isFolder(entry)) return [];
  return (await Promise.all((await entriesOf(entry)).map(filesBelow))).flat();
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, rejectWith(reject, entry)));
}

/** Chrome gives at most 100 entries at a time, and an empty batch at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const entries: FileSystemEntry[] = [];
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, rejectWith(reject, folder)),
    );
    if (batch.length === 0) return entries;
    entries.push(...batch);
  }
}

function rejectWith(reject: (error: Error) => void, { fullPath }: FileSystemEntry) {
  return (cause: Error) => reject(new DroppedFileUnreadableError(fullPath, cause.message, { cause }));
}
