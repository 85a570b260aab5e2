// A folder on this disk as the engine reads a model's files.

import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ModelFolder } from '../../src/protocol/library.ts';

/** @throws where `root` is no folder */
export async function openLocalFolder(root: string): Promise<ModelFolder> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = new Map<string, number>();
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    files.set(path.relative(root, file).split(path.sep).join('/'), (await stat(file)).size);
  }
  return {
    list: async () => files,
    async read(name, offset, length) {
      const handle = await open(path.join(root, name));
      try {
        const bytes = new Uint8Array(length);
        const { bytesRead } = await handle.read(bytes, 0, length, offset);
        return bytes.subarray(0, bytesRead);
      } finally {
        await handle.close();
      }
    },
  };
}
