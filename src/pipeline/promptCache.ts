// Prompts -> what the network reads of them, each computed once and kept for as long as it is in use.

import { LruMap } from '../lib/lru.ts';
import type { PromptReport } from '../protocol/engine.ts';
import { copyToGpu, type GpuRuntime, type Tensor } from '../runtime/index.ts';

/** A word that the model reads. */
export interface PromptWord {
  readonly text: string;
  /** How many of the prompt's tokens are its. */
  readonly tokens: number;
}

/** What the frame graph reads of one prompt. */
export interface PromptStates {
  /**
   * `key_0`, `value_0`, ... [1, T, d_i], and `key_mask` [1, T] where the model has one: inputs of the frame graph once
   * `positive_` or `negative_` stands before their names.
   */
  readonly tensors: Readonly<Record<string, Tensor>>;
  /** text_embeds [1, P], where the model has them. */
  readonly pooled?: Tensor | undefined;
  readonly report: PromptReport;
  /** Where the model tells them apart: they have all its tokens in order, but for those that its graph appends. */
  readonly words?: readonly PromptWord[] | undefined;
  /** As a negative it steers nowhere. */
  readonly isEmpty: boolean;
}

/** Milliseconds spent on one prompt; 0 where the cache served. */
export interface PromptTimings {
  readonly tokenize: number;
  readonly text: number;
  readonly prompt: number;
}

export interface EncodedPrompt {
  readonly states: PromptStates;
  readonly timings: PromptTimings;
}

/** Tokenizer, text encoders and prompt graph of one model. */
export interface PromptEncoder {
  encode(prompt: string): Promise<EncodedPrompt>;
}

const NO_TIME: PromptTimings = Object.freeze({ tokenize: 0, text: 0, prompt: 0 });

export class PromptCache {
  readonly #entries: LruMap<string, PromptStates>;

  /**
   * @param capacity prompts, at least two: the positive and the negative of one request
   * @param gpu where the attention op reads keys and values; undefined on wasm
   * @param elder looked into first; it loses nothing by that
   */
  constructor(
    readonly encoder: PromptEncoder,
    capacity: number,
    readonly gpu: GpuRuntime | undefined,
    readonly elder?: PromptCache,
  ) {
    this.#entries = new LruMap<string, PromptStates>(capacity, dispose);
  }

  async get(prompt: string): Promise<EncodedPrompt> {
    const known = this.#find(prompt);
    if (known) return { states: known, timings: NO_TIME };
    const { states: computed, timings } = await this.encoder.encode(prompt);
    const states = { ...computed, tensors: this.#onGpu(computed.tensors) };
    this.#entries.set(prompt, states);
    return { states, timings };
  }

  #find(prompt: string): PromptStates | undefined {
    const elders = this.elder ? this.elder.#find(prompt) : undefined;
    return elders ?? this.#entries.get(prompt);
  }

  clear(): void {
    this.#entries.clear();
  }

  /** Once for each prompt, not for each frame: the op is their only reader. */
  #onGpu(tensors: Readonly<Record<string, Tensor>>): Readonly<Record<string, Tensor>> {
    const { gpu } = this;
    if (gpu === undefined) return tensors;
    return Object.fromEntries(
      Object.entries(tensors).map(([name, tensor]) => [name, copyToGpu(gpu.pool, tensor)]),
    );
  }
}

function dispose({ tensors, pooled }: PromptStates): void {
  for (const tensor of Object.values(tensors)) tensor.dispose();
  pooled?.dispose();
}
