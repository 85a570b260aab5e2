// The names that the worker and the Node programs use.

import type { ImageEngine } from '../protocol/engine.ts';
import type { OpenFolder } from '../protocol/library.ts';
import { LocalEngine } from './localEngine.ts';
import type { ReadFile } from './modelFiles.ts';

export { fetchFileFrom } from './fetchFile.ts';
export type { ReadFile } from './modelFiles.ts';

/**
 * @param readFile how this host reads files below the model root
 * @param _openFolder how it reads downloaded and local models
 */
export function createLocalEngine(readFile: ReadFile, _openFolder?: OpenFolder): ImageEngine {
  return new LocalEngine(readFile);
}
