// A folder or loose files that a person picked or dropped -> the same reader as for a downloaded model.

import type { LocalFile } from '../protocol/library.ts';
import { LocalFilesMissingError, LocalFileUnreadableError } from './errors.ts';
import type { ReadFile } from './readFile.ts';

/**
 * Finds each wanted file among those given: below whatever top folder most of them share, else by a file name that is
 * unique on both sides.
 * @param wanted paths in the model, e.g. `unet/model.onnx`
 * @throws LocalFilesMissingError naming every file that is not there
 */
export function matchLocalFiles(
  wanted: readonly string[],
  given: readonly LocalFile[],
): ReadonlyMap<string, Blob> {
  const byPath = new Map(given.map(({ path, file }) => [normalise(path), file]));
  const top = commonTop(wanted, [...byPath.keys()]);
  const byName = uniqueNames([...byPath.keys()]);
  const wantedNames = uniqueNames(wanted);
  const found = new Map<string, Blob>();
  for (const path of wanted) {
    const name = baseName(path);
    const loose = wantedNames.has(name) ? byName.get(name) : undefined;
    const file = byPath.get(top + path) ?? (loose === undefined ? undefined : byPath.get(loose));
    if (file !== undefined) found.set(path, file);
  }
  const missing = wanted.filter((path) => !found.has(path));
  if (missing.length > 0) throw new LocalFilesMissingError(missing, given.length);
  return found;
}

/** @throws LocalFilesMissingError; the reader throws LocalFilesMissingError and LocalFileUnreadableError */
export function openLocalFiles(wanted: readonly string[], given: readonly LocalFile[]): ReadFile {
  const files = matchLocalFiles(wanted, given);
  return async (path, onBytes) => {
    const file = files.get(path);
    if (file === undefined) throw new LocalFilesMissingError([path], files.size);
    const bytes = await readBlob(path, file);
    onBytes(bytes.byteLength);
    return bytes;
  };
}

async function readBlob(path: string, file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new LocalFileUnreadableError(path, reason, { cause });
  }
}

/** Windows' separators, and a leading `./` or `/`. */
const normalise = (path: string) => path.replaceAll('\\', '/').replace(/^(\.?\/)+/, '');

const baseName = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** @returns the folder, ending in a slash or empty, below which most wanted paths lie; the shortest of equals */
function commonTop(wanted: readonly string[], given: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const path of wanted) {
    for (const candidate of given) {
      if (candidate !== path && !candidate.endsWith(`/${path}`)) continue;
      const top = candidate.slice(0, candidate.length - path.length);
      counts.set(top, (counts.get(top) ?? 0) + 1);
    }
  }
  const ranked = [...counts].sort(([a, hitsA], [b, hitsB]) => hitsB - hitsA || a.length - b.length);
  return ranked[0]?.[0] ?? '';
}

/** File name -> path, for the names that occur once. */
function uniqueNames(paths: readonly string[]): Map<string, string> {
  const unique = new Map<string, string>();
  const repeated = new Set<string>();
  for (const path of paths) {
    const name = baseName(path);
    if (unique.has(name)) repeated.add(name);
    unique.set(name, path);
  }
  for (const name of repeated) unique.delete(name);
  return unique;
}
