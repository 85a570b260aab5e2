// A stock pipeline as the engine draws with it: text encoders, denoiser after surgery, sampler, VAE decoder.

import type { StockPipelineSpec } from '../../models/index.ts';
import type { FrameRequest } from '../../protocol/engine.ts';
import type { GuidanceParameters } from '../../protocol/guidance.ts';
import type { ModelPlace } from '../backend.ts';
import { guideOf, type Guide } from '../guide.ts';
import { PassMemo, type Pass } from '../passMemo.ts';
import type { DrawnPicture, ModelFacts, PanePrompts, PictureModel } from '../pictureModel.ts';
import { PromptCache } from '../promptCache.ts';
import type { FolderFiles } from './folderFiles.ts';
import { openParts, type StockParts } from './openParts.ts';

/** A prompt of SDXL has 50 MB of keys and values, so few are kept. */
const KEPT_PROMPTS = 6;

export type StockSpec = ModelFacts & StockPipelineSpec;

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
  const prompts = new PromptCache(parts.encoder, KEPT_PROMPTS, place.gpu);
  return new StockModel(spec, parts, prompts, finished, [...notices, ...parts.notices]);
}

class StockModel implements PictureModel {
  readonly facts: ModelFacts;
  readonly #parts: StockParts;
  readonly #finished: () => Promise<unknown>;
  readonly #passes = new PassMemo();

  constructor(
    spec: StockSpec,
    parts: StockParts,
    readonly prompts: PromptCache,
    finished: () => Promise<unknown>,
    readonly notices: readonly string[],
  ) {
    const { id, name, summary, licence, imageSize, family, steps } = spec;
    this.facts = { id, name, summary, licence, imageSize, family, steps };
    this.#parts = parts;
    this.#finished = finished;
  }

  get precision() {
    return this.#parts.precision;
  }

  plan() {
    return this.#parts.loop.denoiser.frame.describe();
  }

  /** Each mode keeps its picture, so that going back to one costs nothing. */
  async draw(
    guidance: GuidanceParameters,
    prompts: PanePrompts,
    { seed, steps = this.facts.steps.initial }: Pick<FrameRequest, 'seed' | 'steps'>,
    signal: AbortSignal,
  ): Promise<DrawnPicture> {
    const guide = guideOf(guidance, prompts);
    const steered = guide.place === 'nowhere' ? [] : [guide.negative, JSON.stringify(guidance)];
    const { image, milliseconds } = await this.#passes.recall(
      guidance.mode,
      [guide.positive, seed, steps, ...steered],
      () => this.#pass(guide, seed, steps, signal),
    );
    return { picture: { positive: image, guidanceScale: 1 }, milliseconds };
  }

  freeRetired(): void {
    this.#passes.freeRetired();
  }

  async release(): Promise<void> {
    this.#passes.release();
    this.prompts.clear();
    await this.#parts.release();
  }

  async #pass(guide: Guide, seed: number, steps: number, signal: AbortSignal): Promise<Pass> {
    const start = performance.now();
    const { loop, vae } = this.#parts;
    const { tensor: latent, borrowedMilliseconds } = await loop.run(guide, seed, steps, signal);
    try {
      const outputs = await vae.run({ [vae.inputNames[0]!]: latent }, { signal });
      await this.#finished();
      const milliseconds = performance.now() - start + borrowedMilliseconds;
      return { image: outputs[vae.outputNames[0]!]!, milliseconds };
    } finally {
      latent.dispose();
    }
  }
}
