// Calls of the denoiser, steered: one where the attention op does it, two for CFG, which combines their predictions.

import {
  floatTensor,
  type CustomOpSession,
  type FrameParameters,
  type Tensor,
  type Term,
} from '../../runtime/index.ts';
import { PLAIN, type Guide } from '../guide.ts';
import { sameItems } from '../passMemo.ts';
import type { PromptStates } from '../promptCache.ts';
import { twinScale } from '../twin.ts';
import type { DenoiserFacts } from './denoiserInputs.ts';

/** One point of a sampler's path, where the network is asked. */
export interface Query {
  readonly latent: Tensor;
  readonly timestep: number;
  /** Says where every pass of one seed begins; undefined further along, where their paths have parted. */
  readonly start: readonly unknown[] | undefined;
}

export interface Predictions {
  /** Their weighted sum is the prediction. */
  readonly terms: readonly Term[];
  /** What the caller disposes once it has the sum. */
  readonly temporary: readonly Tensor[];
  /** What those calls cost that an earlier pass has made. */
  readonly borrowedMilliseconds: number;
}

/** The first plain prediction of a prompt: the unguided picture's is CFG's positive one as well. */
interface FirstPrediction {
  readonly key: readonly unknown[];
  readonly tensor: Tensor;
  readonly milliseconds: number;
}

export class GuidedDenoiser {
  readonly #first = new Map<'positive' | 'negative', FirstPrediction>();

  constructor(
    readonly frame: CustomOpSession,
    readonly facts: DenoiserFacts,
    /** Resolves when the GPU has finished what was submitted. */
    readonly finished: () => Promise<unknown>,
    /** Serves the panes: this one uses what it remembers, and leaves it as it is. */
    readonly elder?: GuidedDenoiser,
  ) {}

  /** @throws CancelledError, GuidanceModeUnsupportedError */
  async predict(guide: Guide, query: Query, signal: AbortSignal): Promise<Predictions> {
    if (guide.place === 'attention') {
      const tensor = await this.#call(query, guide.positive, guide.negative, guide.frame, signal);
      return { terms: [{ tensor, weight: 1 }], temporary: [tensor], borrowedMilliseconds: 0 };
    }
    const positive = await this.#plain('positive', guide.positive, query, signal);
    if (guide.place === 'nowhere') return { ...positive, terms: [{ tensor: positive.tensor, weight: 1 }] };
    const negative = await this.#plain('negative', guide.negative, query, signal);
    return {
      terms: [
        { tensor: positive.tensor, weight: guide.kappa },
        { tensor: negative.tensor, weight: 1 - guide.kappa },
      ],
      temporary: [...positive.temporary, ...negative.temporary],
      borrowedMilliseconds: positive.borrowedMilliseconds + negative.borrowedMilliseconds,
    };
  }

  release(): void {
    for (const { tensor } of this.#first.values()) tensor.dispose();
    this.#first.clear();
  }

  async #plain(slot: 'positive' | 'negative', states: PromptStates, query: Query, signal: AbortSignal) {
    const key = query.start && [states, ...query.start];
    const known = key && this.#find(slot, key);
    if (known) return { tensor: known.tensor, temporary: [], borrowedMilliseconds: known.milliseconds };
    const began = performance.now();
    const tensor = await this.#call(query, states, states, PLAIN, signal);
    if (key === undefined) return { tensor, temporary: [tensor], borrowedMilliseconds: 0 };
    await this.finished();
    this.#first.get(slot)?.tensor.dispose();
    this.#first.set(slot, { key, tensor, milliseconds: performance.now() - began });
    return { tensor, temporary: [], borrowedMilliseconds: 0 };
  }

  #find(slot: 'positive' | 'negative', key: readonly unknown[]): FirstPrediction | undefined {
    const elders = this.elder ? this.elder.#find(slot, key) : undefined;
    if (elders) return elders;
    const first = this.#first.get(slot);
    return first && sameItems(first.key, key) ? first : undefined;
  }

  async #call(
    { latent, timestep }: Query,
    positive: PromptStates,
    negative: PromptStates,
    frame: FrameParameters,
    signal: AbortSignal,
  ): Promise<Tensor> {
    const { latentInput, constants, output, wantsPooled, timestep: tensorOf } = this.facts;
    const feeds: Record<string, Tensor> = { [latentInput]: latent, ...tensorOf(timestep), ...constants };
    for (const [name, tensor] of Object.entries(positive.tensors)) feeds[`positive_${name}`] = tensor;
    for (const [name, tensor] of Object.entries(negative.tensors)) feeds[`negative_${name}`] = tensor;
    if (wantsPooled && positive.pooled) feeds.text_embeds = positive.pooled;
    // The twin takes the scale as a tensor; the custom op reads what it needs from its uniform buffer.
    const isTwin = this.frame.inputNames.includes('guidance_scale');
    if (isTwin) feeds.guidance_scale = floatTensor('float32', Float32Array.of(twinScale(frame)), [1]);
    const outputs = await this.frame.run(feeds, { frame, signal, aside: this.elder !== undefined });
    return outputs[output]!;
  }
}
