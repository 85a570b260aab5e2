// The embedded model as the engine draws with it.

import type { EmbeddedModelSpec } from '../../models/index.ts';
import type { LoadProgress } from '../../protocol/engine.ts';
import type { ModelPlace } from '../backend.ts';
import type { PictureModel } from '../pictureModel.ts';
import { drawPicture } from './drawPicture.ts';
import { FrameDrawer } from './frameDrawer.ts';
import { loadEmbedded } from './loadEmbedded.ts';
import type { ReadFile } from './modelFiles.ts';
import { warmUp } from './warmUp.ts';

const ONE_STEP = Object.freeze({ min: 1, max: 1, initial: 1 });

/** @throws ModelFileMissingError, ModelFileSizeError, ModelFileCorruptError, ModelManifestError; the errors of CustomOpSession */
export async function openEmbeddedModel(
  spec: EmbeddedModelSpec,
  readFile: ReadFile,
  place: ModelPlace,
  finished: () => Promise<unknown>,
  onProgress: (progress: LoadProgress) => void,
): Promise<PictureModel> {
  const model = await loadEmbedded(spec, readFile, place, onProgress);
  const drawer = new FrameDrawer(model, finished);
  await warmUp(drawer).catch(async (error: unknown) => {
    await model.release();
    throw error;
  });
  const { id, name, summary, licence, imageSize } = spec;
  return {
    facts: { id, name, summary, licence, imageSize, family: 'own', steps: ONE_STEP },
    precision: place.precision,
    notices: [],
    prompts: model.prompts,
    plan: () => model.frame.describe(),
    draw: (guidance, prompts, { seed }, signal) => drawPicture(drawer, guidance, prompts, seed, signal),
    freeRetired: () => drawer.passes.freeRetired(),
    async release() {
      drawer.passes.release();
      await model.release();
    },
  };
}
