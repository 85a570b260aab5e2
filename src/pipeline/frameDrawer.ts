// Runs the frame graph for the three panes, never twice for the same inputs: CFG's positive pass is the unguided picture.

import { floatTensor, type FrameParameters, type Tensor } from '../runtime/index.ts';
import type { LoadedModel } from './loadModel.ts';
import { seededLatent } from './latent.ts';
import type { PromptStates } from './promptStates.ts';

/** A picture [1, 3, H, W] in about [-1, 1], where its session left it, and what it cost. */
export interface Pass {
  readonly image: Tensor;
  readonly milliseconds: number;
}

/** The last result of one kind of pass, with all that it depends on. */
interface Memo {
  readonly inputs: readonly unknown[];
  readonly pass: Pass;
}

export class FrameDrawer {
  readonly #memos = new Map<string, Memo>();
  /** Pictures that newer ones replaced, but which a pane may still show. */
  readonly #retired: Tensor[] = [];
  #latent: { seed: number; tensor: Tensor } | undefined;

  constructor(
    readonly model: LoadedModel,
    /** Resolves when the GPU has finished what was submitted; at once where ONNX Runtime runs on wasm. */
    readonly finished: () => Promise<unknown>,
  ) {}

  /** Plain cross-attention over one prompt. Kept under `slot`, so that the positive and the negative pass do not evict each other. */
  plain(
    slot: 'positive' | 'negative',
    states: PromptStates,
    seed: number,
    signal: AbortSignal,
  ): Promise<Pass> {
    return this.#draw(slot, states, states, seed, { mode: 'none', scale: 0 }, signal);
  }

  /** NASA: Z+ - scale * Z- in every cross-attention, one pass. */
  nasa(
    positive: PromptStates,
    negative: PromptStates,
    scale: number,
    seed: number,
    signal: AbortSignal,
  ): Promise<Pass> {
    return this.#draw('nasa', positive, negative, seed, { mode: 'nasa', scale }, signal);
  }

  /** Call once every pane shows its new picture. */
  freeRetired(): void {
    for (const image of this.#retired.splice(0)) image.dispose();
  }

  release(): void {
    this.freeRetired();
    for (const { pass } of this.#memos.values()) pass.image.dispose();
    this.#memos.clear();
  }

  async #draw(
    slot: string,
    positive: PromptStates,
    negative: PromptStates,
    seed: number,
    frame: FrameParameters,
    signal: AbortSignal,
  ): Promise<Pass> {
    const inputs = [positive, negative, seed, frame.mode, frame.scale];
    const known = this.#memos.get(slot);
    if (known?.inputs.every((input, index) => input === inputs[index])) return known.pass;
    const start = performance.now();
    const feeds = this.#feeds(positive, negative, seed, frame.scale);
    const outputs = await this.model.frame.run(feeds, { frame, signal });
    await this.finished();
    const pass = { image: outputs.image!, milliseconds: performance.now() - start };
    if (known) this.#retired.push(known.pass.image);
    this.#memos.set(slot, { inputs, pass });
    return pass;
  }

  #feeds(
    positive: PromptStates,
    negative: PromptStates,
    seed: number,
    scale: number,
  ): Record<string, Tensor> {
    const feeds: Record<string, Tensor> = { latent: this.#latentOf(seed) };
    for (const [name, tensor] of Object.entries(positive.tensors)) feeds[`positive_${name}`] = tensor;
    for (const [name, tensor] of Object.entries(negative.tensors)) feeds[`negative_${name}`] = tensor;
    // The stock-operator twin takes the scale as a tensor; the custom op reads it from its uniform buffer.
    const isTwin = this.model.frame.inputNames.includes('guidance_scale');
    if (isTwin) feeds.guidance_scale = floatTensor(this.model.elementType, Float32Array.of(scale), [1]);
    return feeds;
  }

  /** One tensor object per seed: the session recognises it and skips what depends on the latent alone. float32 in every precision. */
  #latentOf(seed: number): Tensor {
    if (this.#latent?.seed !== seed) {
      const { latentLength } = this.model.spec;
      const tensor = floatTensor('float32', seededLatent(seed, latentLength), [1, latentLength]);
      this.#latent = { seed, tensor };
    }
    return this.#latent.tensor;
  }
}
