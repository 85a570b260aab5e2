// Reads model files from the page's own origin, with progress as the bytes arrive.

import { concatenate } from '../lib/concatenate.ts';
import type { ReadFile } from './embedded/modelFiles.ts';

/** @param root the folder that holds the model folders, ending in a slash */
export function fetchFileFrom(root: string): ReadFile {
  return async (path, onBytes) => {
    const response = await fetch(root + path);
    if (!response.ok)
      throw new Error(`the server answered ${response.status} ${response.statusText}`.trimEnd());
    // A static host's catch-all page would pass for a file of the wrong size; say what it is instead.
    if (response.headers.get('content-type')?.startsWith('text/html'))
      throw new Error('the server sent a web page instead');
    return collect(response, onBytes);
  };
}

async function collect(
  response: Response,
  onBytes: (loaded: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let loaded = 0;
  const reader = response.body?.getReader();
  if (reader === undefined) return new Uint8Array(await response.arrayBuffer());
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value);
    loaded += part.value.byteLength;
    onBytes(loaded);
  }
  return concatenate(chunks);
}
