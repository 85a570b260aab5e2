// Prompt tokens -> encoder_hidden_states. Each phrase is encoded alone; [CLS], [SEP] and padding are dropped.

import { CustomOpSession, Tensor } from '../../../runtime/index.ts';
import type { EmbeddedModelSpec } from '../../../models/index.ts';

export class TextEncoder {
  readonly #session: CustomOpSession;
  readonly #spec: EmbeddedModelSpec['text'];

  private constructor(session: CustomOpSession, spec: EmbeddedModelSpec['text']) {
    this.#session = session;
    this.#spec = spec;
  }

  /** Runs on the wasm provider: some 30 ms a prompt, off the hot path, and the same numbers on every machine. */
  static async create(model: Uint8Array, spec: EmbeddedModelSpec['text']): Promise<TextEncoder> {
    return new TextEncoder(
      await CustomOpSession.create(model, { label: 'the text encoder', provider: 'wasm' }),
      spec,
    );
  }

  /** @param phrases token ids without special tokens; @returns [T, width] row major, T being all tokens together */
  async encode(phrases: readonly (readonly number[])[]): Promise<Float32Array> {
    const { width, clsToken, sepToken } = this.#spec;
    const length = 2 + Math.max(...phrases.map((ids) => ids.length));
    const ids = new BigInt64Array(phrases.length * length);
    const mask = new BigInt64Array(phrases.length * length);
    phrases.forEach((phrase, row) => {
      [clsToken, ...phrase, sepToken].forEach((id, column) => {
        ids[row * length + column] = BigInt(id);
        mask[row * length + column] = 1n;
      });
    });
    const dims = [phrases.length, length];
    const outputs = await this.#session.run({
      input_ids: new Tensor('int64', ids, dims),
      attention_mask: new Tensor('int64', mask, dims),
    });
    const hidden = outputs.last_hidden_state!;
    return withoutSpecialTokens(hidden.data as Float32Array, phrases, length, width);
  }

  release(): Promise<void> {
    return this.#session.release();
  }
}

function withoutSpecialTokens(
  hidden: Float32Array,
  phrases: readonly (readonly number[])[],
  length: number,
  width: number,
): Float32Array {
  const states = new Float32Array(phrases.reduce((sum, ids) => sum + ids.length, 0) * width);
  let offset = 0;
  phrases.forEach((ids, row) => {
    const first = (row * length + 1) * width; // behind [CLS]
    states.set(hidden.subarray(first, first + ids.length * width), offset);
    offset += ids.length * width;
  });
  return states;
}
