// A stock pipeline as the engine draws with it: text encoders, denoiser after surgery, sampler, VAE decoder.

import type { StockPipelineSpec } from '../../models/index.ts';
import type { ModelPlace } from '../backend.ts';
import { CheckpointUnknownError } from '../errors.ts';
import type { ModelFacts, PictureModel } from '../pictureModel.ts';
import { PromptCache } from '../promptCache.ts';
import type { FolderFiles } from './folderFiles.ts';
import { openParts } from './openParts.ts';
import { StockDrawer } from './stockDrawer.ts';

/** A prompt of SDXL has 50 MB of keys and values, so few are kept. */
const KEPT_PROMPTS = 6;
/** More than a positive and a negative, so that a sheet over two negatives encodes each once. */
const KEPT_PROMPTS_ASIDE = 3;

export type StockSpec = Omit<ModelFacts, 'checkpoints'> & StockPipelineSpec;

/**
 * @param finished resolves when the GPU has finished what was submitted
 * @param notices sentences that the model carries besides its own
 * @throws PipelineFilesMissingError, PipelineConfigError, ModelTooLargeError, DenoiserInputError, TokenizerFilesError,
 * TextEncoderGraphError; the errors of surgery (src/onnx/errors.ts) and of CustomOpSession
 */
export async function openStockModel(
  spec: StockSpec,
  folder: FolderFiles,
  place: ModelPlace,
  finished: () => Promise<unknown>,
  notices: readonly string[] = [],
): Promise<PictureModel> {
  const parts = await openParts(spec, folder, place, finished);
  const { encoder, vae, loop, loopAside, precision } = parts;
  const prompts = new PromptCache(encoder, KEPT_PROMPTS, place.gpu);
  const panes = new StockDrawer({ loop, vae }, spec.steps.initial, prompts, finished);
  const promptsAside = new PromptCache(encoder, KEPT_PROMPTS_ASIDE, place.gpu, prompts);
  const asideParts = { loop: loopAside, vae };
  const aside = new StockDrawer(asideParts, spec.steps.initial, promptsAside, finished, panes);
  const { id, name, summary, licence, imageSize, family, steps } = spec;
  return {
    facts: { id, name, summary, licence, imageSize, family, steps, checkpoints: [] },
    precision,
    notices: [...notices, ...parts.notices],
    plan: () => loop.denoiser.frame.describe(),
    async network(checkpoint) {
      if (checkpoint !== undefined) throw new CheckpointUnknownError(name, checkpoint, []);
      return { panes, aside };
    },
    async release() {
      for (const drawer of [aside, panes]) drawer.release();
      await parts.release();
    },
  };
}
