// How the Node programs read model files: from public/models, as the page would fetch them.

import { readFile } from 'node:fs/promises';
import type { ReadFile } from '../../src/pipeline/index.ts';

const MODELS = new URL('../../public/models/', import.meta.url);

export const readModelFile: ReadFile = async (path, onBytes) => {
  const bytes = new Uint8Array(await readFile(new URL(path, MODELS)));
  onBytes(bytes.byteLength);
  return bytes;
};
