// Prompts -> the keys and values of every cross-attention, each prompt computed once and kept for as long as it is in use.

import { LruMap } from '../lib/lru.ts';
import type { PromptReport } from '../protocol/engine.ts';
import {
  copyToGpu,
  floatTensor,
  type CustomOpSession,
  type GpuRuntime,
  type Tensor,
} from '../runtime/index.ts';
import type { EmbeddedModelSpec } from '../models/index.ts';
import { promptTokens, type Tokenize } from './text/promptTokens.ts';
import type { TextEncoder } from './text/textEncoder.ts';

/** What the frame graph reads of one prompt. */
export interface PromptStates {
  /** `key_0`, `value_0`, ... of shape [1, T+1, d]; T = 0 for an empty prompt. */
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly report: PromptReport;
  readonly isEmpty: boolean;
}

/** Milliseconds spent on one prompt; 0 where the cache served. */
export interface PromptTimings {
  readonly tokenize: number;
  readonly text: number;
  readonly prompt: number;
}

/** Positive and negative of a few prompts back: enough for undo and for presets. */
const CAPACITY = 24;

export class PromptStateCache {
  readonly #entries = new LruMap<string, PromptStates>(CAPACITY, dispose);

  constructor(
    readonly spec: EmbeddedModelSpec['text'],
    readonly tokenize: Tokenize,
    readonly encoder: TextEncoder,
    /** encoder_hidden_states [1, T, width] -> keys and values */
    readonly promptSession: CustomOpSession,
    readonly elementType: 'float32' | 'float16',
    /** Where the attention op reads keys and values; undefined on wasm. */
    readonly gpu: GpuRuntime | undefined,
  ) {}

  async get(prompt: string): Promise<{ states: PromptStates; timings: PromptTimings }> {
    const known = this.#entries.get(prompt);
    if (known) return { states: known, timings: { tokenize: 0, text: 0, prompt: 0 } };
    const start = performance.now();
    const { phrases, report } = promptTokens(prompt, this.tokenize, this.spec.tokenLimit);
    const tokenized = performance.now();
    const isEmpty = phrases.length === 0;
    const hidden = isEmpty ? new Float32Array() : await this.encoder.encode(phrases);
    const encoded = performance.now();
    const tensors = this.#onGpu(isEmpty ? this.#noTokens() : await this.#project(hidden));
    const states = { tensors, report, isEmpty };
    this.#entries.set(prompt, states);
    const timings = {
      tokenize: tokenized - start,
      text: encoded - tokenized,
      prompt: performance.now() - encoded,
    };
    return { states, timings };
  }

  clear(): void {
    this.#entries.clear();
  }

  async #project(hidden: Float32Array): Promise<Record<string, Tensor>> {
    const { width } = this.spec;
    const encoderHiddenStates = floatTensor(this.elementType, hidden, [1, hidden.length / width, width]);
    return this.promptSession.run({ encoder_hidden_states: encoderHiddenStates });
  }

  /** Once for each prompt, not for each frame: the op is their only reader. */
  #onGpu(tensors: Record<string, Tensor>): Record<string, Tensor> {
    const { gpu } = this;
    if (gpu === undefined) return tensors;
    return Object.fromEntries(
      Object.entries(tensors).map(([name, tensor]) => [name, copyToGpu(gpu.pool, tensor)]),
    );
  }

  /** The null token alone. Its value is zero, so the branch contributes exactly 0 whatever its key is. */
  #noTokens(): Record<string, Tensor> {
    const widths = this.promptSession.outputMetadata.map(
      ({ name, dims }) => [name, Number(dims?.at(-1))] as const,
    );
    return Object.fromEntries(
      widths.map(([name, width]) => [
        name,
        floatTensor(this.elementType, new Float32Array(width), [1, 1, width]),
      ]),
    );
  }
}

function dispose({ tensors }: PromptStates): void {
  for (const tensor of Object.values(tensors)) tensor.dispose();
}
