// A model's id -> the model, ready to draw: of the registry, or of a folder that a person gave.

import { DEFAULT_MODEL, findModel, MODELS } from '../models/index.ts';
import type { LoadOptions, LoadProgress } from '../protocol/engine.ts';
import type { OpenFolder } from '../protocol/library.ts';
import type { ModelPlace } from './backend.ts';
import { openEmbeddedModel } from './embedded/embeddedModel.ts';
import type { ReadFile } from './embedded/modelFiles.ts';
import { ModelFilesAbsentError, UnknownModelError } from './errors.ts';
import type { PictureModel } from './pictureModel.ts';
import { identifyFolder } from './stock/identifyFolder.ts';
import { FolderFiles } from './stock/folderFiles.ts';
import { openStockModel } from './stock/stockModel.ts';

/** Where models' files come from on this host. */
export interface ModelSources {
  /** Of the embedded model, below the model root. */
  readonly readFile: ReadFile;
  /** Downloaded models and local folders; undefined where the host has neither. */
  readonly openFolder?: OpenFolder | undefined;
}

/**
 * @param finished resolves when the GPU has finished what was submitted
 * @throws UnknownModelError, ModelFilesAbsentError; what openEmbeddedModel, identifyFolder and openStockModel throw
 */
export async function openPictureModel(
  { modelId = DEFAULT_MODEL, modelName = modelId }: LoadOptions,
  { readFile, openFolder }: ModelSources,
  place: ModelPlace,
  finished: () => Promise<unknown>,
  onProgress: (progress: LoadProgress) => void,
): Promise<PictureModel> {
  const spec = findModel(modelId);
  if (spec?.kind === 'embedded') return openEmbeddedModel(spec, readFile, place, finished, onProgress);
  if (openFolder === undefined) {
    if (spec) throw new ModelFilesAbsentError(spec.name);
    throw new UnknownModelError(modelId, Object.keys(MODELS));
  }
  const folder = await FolderFiles.open(await openFolder(modelId), onProgress);
  if (spec) return openStockModel(spec, folder, place, finished);
  const { pipeline, notices } = await identifyFolder(folder);
  const local = { id: modelId, name: modelName, summary: 'A model of your own.', licence: undefined };
  return openStockModel({ ...local, ...pipeline }, folder, place, finished, notices);
}
