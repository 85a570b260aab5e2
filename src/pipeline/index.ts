// The names that the worker and the Node programs use.

import type { ImageEngine } from '../protocol/engine.ts';
import { LocalEngine } from './localEngine.ts';
import type { ModelSources } from './openPictureModel.ts';

export { fetchFileFrom } from './fetchFile.ts';
export type { ReadFile } from './embedded/modelFiles.ts';
export type { ModelSources } from './openPictureModel.ts';

/** @param sources how this host reads the files of models */
export function createLocalEngine(sources: ModelSources): ImageEngine {
  return new LocalEngine(sources);
}
