// A model's folder in memory: a miniature pipeline of this disk with some of its files changed.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ModelFolder } from '../../../protocol/library.ts';

/** What takes a file's place; undefined takes it away. */
export type Changes = Readonly<Record<string, Uint8Array | string | undefined>>;

export function changedFolder(root: string, changes: Changes): ModelFolder {
  const files = new Map<string, Uint8Array>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    files.set(path.relative(root, file).split(path.sep).join('/'), readFileSync(file));
  }
  for (const [name, change] of Object.entries(changes)) {
    if (change === undefined) files.delete(name);
    else files.set(name, typeof change === 'string' ? new TextEncoder().encode(change) : change);
  }
  return {
    list: async () => new Map([...files].map(([name, bytes]) => [name, bytes.length])),
    read: async (name, offset, length) => Uint8Array.from(files.get(name)!.subarray(offset, offset + length)),
  };
}
