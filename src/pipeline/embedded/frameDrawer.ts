// Runs the frame graph for the panes, never twice for the same inputs: CFG's positive pass is the unguided picture.

import { floatTensor, type FrameParameters, type ObserveOp, type Tensor } from '../../runtime/index.ts';
import { PLAIN, type Guide } from '../guide.ts';
import { PassMemo, type Pass } from '../passMemo.ts';
import type { PanePrompts } from '../pictureModel.ts';
import type { PromptStates } from '../promptCache.ts';
import { twinScale } from '../twin.ts';
import type { EmbeddedNetwork } from './loadNetwork.ts';
import { seededLatent } from './latent.ts';

export class FrameDrawer {
  readonly passes: PassMemo;
  #latent: { readonly seed: number; readonly tensor: Tensor } | undefined;

  constructor(
    readonly network: EmbeddedNetwork,
    /** Resolves when the GPU has finished what was submitted; at once where ONNX Runtime runs on wasm. */
    readonly finished: () => Promise<unknown>,
    /** Draws for the panes: this one uses what it remembers, and leaves it as it is. */
    readonly elder?: FrameDrawer,
  ) {
    this.passes = new PassMemo(elder?.passes);
  }

  /** Plain cross-attention over one prompt. Kept under `slot`, so that the positive and the negative pass do not evict each other. */
  plain(
    slot: 'positive' | 'negative',
    states: PromptStates,
    seed: number,
    signal: AbortSignal,
  ): Promise<Pass> {
    return this.#draw(slot, states, states, seed, PLAIN, signal);
  }

  /** Steered in every cross-attention, one pass. Each mode keeps its picture, so that going back to one costs nothing. */
  steered(
    { positive, negative, frame }: Extract<Guide, { place: 'attention' }>,
    seed: number,
    signal: AbortSignal,
  ): Promise<Pass> {
    return this.#draw(frame.mode, positive, negative, seed, frame, signal);
  }

  /** Draws once more, for nobody, and tells of each attention on the way. */
  async watch(
    { positive, negative }: PanePrompts,
    seed: number,
    frame: FrameParameters,
    signal: AbortSignal,
    observe: ObserveOp,
  ): Promise<void> {
    const feeds = this.#feeds(positive, negative, seed, frame);
    const outputs = await this.network.frame.run(feeds, { frame, signal, observe, aside: true });
    outputs.image!.dispose();
  }

  #draw(
    slot: string,
    positive: PromptStates,
    negative: PromptStates,
    seed: number,
    frame: FrameParameters,
    signal: AbortSignal,
  ): Promise<Pass> {
    const inputs = [positive, negative, seed, JSON.stringify(frame)];
    return this.passes.recall(slot, inputs, async () => {
      const start = performance.now();
      const feeds = this.#feeds(positive, negative, seed, frame);
      const outputs = await this.network.frame.run(feeds, { frame, signal, aside: this.elder !== undefined });
      await this.finished();
      return { image: outputs.image!, milliseconds: performance.now() - start };
    });
  }

  #feeds(
    positive: PromptStates,
    negative: PromptStates,
    seed: number,
    frame: FrameParameters,
  ): Record<string, Tensor> {
    const feeds: Record<string, Tensor> = { latent: this.#latentOf(seed) };
    for (const [name, tensor] of Object.entries(positive.tensors)) feeds[`positive_${name}`] = tensor;
    for (const [name, tensor] of Object.entries(negative.tensors)) feeds[`negative_${name}`] = tensor;
    // The twin takes the scale as a tensor; the custom op reads what it needs from its uniform buffer.
    const isTwin = this.network.frame.inputNames.includes('guidance_scale');
    if (isTwin)
      feeds.guidance_scale = floatTensor(this.network.elementType, Float32Array.of(twinScale(frame)), [1]);
    return feeds;
  }

  /** One tensor object per seed: the session recognises it and skips what depends on the latent alone. float32 in every precision. */
  #latentOf(seed: number): Tensor {
    for (const drawer of [this.elder, this])
      if (drawer && drawer.#latent?.seed === seed) return drawer.#latent.tensor;
    const { latentLength } = this.network;
    const tensor = floatTensor('float32', seededLatent(seed, latentLength), [1, latentLength]);
    this.#latent = { seed, tensor };
    return tensor;
  }
}
