// The names that the worker and the Node programs use.

import type { ImageEngine } from '../protocol/engine.ts';
import { LocalEngine } from './localEngine.ts';
import type { ReadFile } from './modelFiles.ts';

export { fetchFileFrom } from './fetchFile.ts';
export type { ReadFile } from './modelFiles.ts';

/** @param readFile how this host reads files below the model root */
export function createLocalEngine(readFile: ReadFile): ImageEngine {
  return new LocalEngine(readFile);
}
