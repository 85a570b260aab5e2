// The names that the worker and the Node programs use.

import type { ImageEngine } from '../protocol/engine.ts';
import type { TuningStore } from '../runtime/index.ts';
import { LocalEngine } from './localEngine.ts';
import type { ModelSources } from './openPictureModel.ts';

export { fetchFileFrom } from './fetchFile.ts';
export type { ReadFile } from './embedded/modelFiles.ts';
export type { ModelSources } from './openPictureModel.ts';
export type { TuningStore } from '../runtime/index.ts';

/**
 * @param sources how this host reads the files of models
 * @param tuningStore where this host keeps which attention kernel is fastest on its GPU; default: nowhere
 */
export function createLocalEngine(sources: ModelSources, tuningStore?: TuningStore): ImageEngine {
  return new LocalEngine(sources, tuningStore);
}
