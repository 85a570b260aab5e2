// One picture after the other from a stock pipeline, none drawn twice: sampling loop, then VAE decoder.

import type { FrameRequest } from '../../protocol/engine.ts';
import type { GuidanceParameters } from '../../protocol/guidance.ts';
import { guideOf, type Guide } from '../guide.ts';
import { PassMemo, type Pass } from '../passMemo.ts';
import type { DrawnPicture, Drawer, PanePrompts } from '../pictureModel.ts';
import type { PromptCache } from '../promptCache.ts';
import type { StockParts } from './openParts.ts';

export class StockDrawer implements Drawer {
  readonly #passes: PassMemo;

  constructor(
    readonly parts: Pick<StockParts, 'loop' | 'vae'>,
    readonly usualSteps: number,
    readonly prompts: PromptCache,
    /** Resolves when the GPU has finished what was submitted. */
    readonly finished: () => Promise<unknown>,
    /** Draws for the panes: this one uses what it remembers, and leaves it as it is. */
    elder?: StockDrawer,
  ) {
    this.#passes = new PassMemo(elder ? elder.#passes : undefined);
  }

  /** Each mode keeps its picture, so that going back to one costs nothing. */
  readonly draw = async (
    guidance: GuidanceParameters,
    prompts: PanePrompts,
    { seed, steps = this.usualSteps }: Pick<FrameRequest, 'seed' | 'steps'>,
    signal: AbortSignal,
  ): Promise<DrawnPicture> => {
    const guide = guideOf(guidance, prompts);
    const steered = guide.place === 'nowhere' ? [] : [guide.negative, JSON.stringify(guidance)];
    const { image, milliseconds } = await this.#passes.recall(
      guidance.mode,
      [guide.positive, seed, steps, ...steered],
      () => this.#pass(guide, seed, steps, signal),
    );
    return { picture: { positive: image, guidanceScale: 1 }, milliseconds };
  };

  readonly freeRetired = (): void => this.#passes.freeRetired();

  release(): void {
    this.#passes.release();
    this.prompts.clear();
  }

  async #pass(guide: Guide, seed: number, steps: number, signal: AbortSignal): Promise<Pass> {
    const start = performance.now();
    const { loop, vae } = this.parts;
    const { tensor: latent, borrowedMilliseconds } = await loop.run(guide, seed, steps, signal);
    try {
      const outputs = await vae.run({ [vae.inputNames[0]!]: latent }, { signal });
      await this.finished();
      const milliseconds = performance.now() - start + borrowedMilliseconds;
      return { image: outputs[vae.outputNames[0]!]!, milliseconds };
    } finally {
      latent.dispose();
    }
  }
}
