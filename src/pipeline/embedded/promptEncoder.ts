// A prompt of the embedded model -> keys and values: phrases, their token states, the prompt graph.

import type { EmbeddedModelSpec } from '../../models/index.ts';
import { floatTensor, runPrompt, type CustomOpSession, type Tensor } from '../../runtime/index.ts';
import type { EncodedPrompt, PromptEncoder } from '../promptCache.ts';
import type { LoadedText } from './loadText.ts';
import { promptTokens } from './text/promptTokens.ts';

/** The graph appends the null token, whose value is zero whatever it is multiplied by. */
const NULL_WEIGHT = 1;

export class EmbeddedPromptEncoder implements PromptEncoder {
  constructor(
    readonly spec: EmbeddedModelSpec['text'],
    readonly text: LoadedText,
    /** encoder_hidden_states [1, T, width] -> keys and values */
    readonly promptSession: CustomOpSession,
    readonly elementType: 'float32' | 'float16',
  ) {}

  async encode(prompt: string): Promise<EncodedPrompt> {
    const start = performance.now();
    const { phrases, weights, words, report } = promptTokens(
      prompt,
      this.text.tokenize,
      this.spec.tokenLimit,
    );
    const tokenized = performance.now();
    const isEmpty = phrases.length === 0;
    const hidden = isEmpty ? new Float32Array() : await this.text.encoder.encode(phrases);
    const encoded = performance.now();
    const tensors = isEmpty
      ? this.#noTokens()
      : await runPrompt(
          this.promptSession,
          hidden,
          [1, hidden.length / this.spec.width, this.spec.width],
          [...weights, NULL_WEIGHT],
        );
    const timings = {
      tokenize: tokenized - start,
      text: encoded - tokenized,
      prompt: performance.now() - encoded,
    };
    return { states: { tensors, report, words, isEmpty }, timings };
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
