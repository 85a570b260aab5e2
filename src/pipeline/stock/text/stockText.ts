// All tokenizers and text encoders of one stock pipeline: prompt -> encoder_hidden_states, and what else the denoiser reads.

import type { FamilyName } from '../../../models/index.ts';
import type { PromptReport } from '../../../protocol/engine.ts';
import { floatTensor, type CustomOpSession, type Tensor } from '../../../runtime/index.ts';
import { StockTextEncoder, type EncodedPrompt } from './stockTextEncoder.ts';
import { createStockTokenizer, type PromptIds, type StockTokenizer } from './stockTokenizer.ts';
import { textFacts } from './textFacts.ts';
import type { TokenizerFiles } from './tokenizerFiles.ts';

/** The files of one entry of `textFacts`. */
export interface TextPart {
  readonly tokenizerFiles: TokenizerFiles;
  /** Of the text encoder's graph, without ops. `StockText` owns it from then on. */
  readonly session: CustomOpSession;
}

export interface TokenizedPrompt {
  /** One for each encoder. */
  readonly parts: readonly PromptIds[];
  readonly report: PromptReport;
  readonly isEmpty: boolean;
}

/** float32 on the CPU. */
export interface TextStates extends EncodedPrompt {
  /** 1 for each token that may be attended to, 0 for padding; T of them, where the denoiser takes a mask. */
  readonly mask?: readonly number[];
}

export class StockText {
  readonly #tokenizers: readonly StockTokenizer[];
  readonly #encoders: readonly StockTextEncoder[];
  readonly #masked: boolean;
  readonly #lowersCase: boolean;
  /** Shapes of what this model's prompts become; known after the first. */

  /**
   * @param parts in the order of `textFacts[family]`
   * @throws TokenizerFilesError, TextEncoderGraphError
   */
  constructor(family: FamilyName, parts: readonly TextPart[]) {
    const facts = textFacts[family];
    if (parts.length !== facts.length)
      throw new RangeError(`${family} has ${facts.length} text encoders, not ${parts.length}`);
    this.#tokenizers = parts.map(({ tokenizerFiles }, i) => createStockTokenizer(tokenizerFiles, facts[i]!));
    this.#encoders = parts.map(({ session }, i) => new StockTextEncoder(session, facts[i]!));
    this.#masked = facts.some(({ masked }) => masked);
    this.#lowersCase = facts.some(({ lowersCase }) => lowersCase);
  }

  tokenize(prompt: string): TokenizedPrompt {
    const cased = this.#lowersCase ? prompt.toLowerCase() : prompt;
    const parts = this.#tokenizers.map((tokenize) => tokenize(cased));
    const reports = parts.map(({ report }) => report);
    // Two tokenizers may cut at different words: the page tells of the one that lost more.
    const report = reports.reduce((most, one) => (one.dropped.length > most.dropped.length ? one : most));
    return { parts, report, isEmpty: reports.every(({ tokens }) => tokens === 0) };
  }

  /** @throws what CustomOpSession.run throws */
  async encode(prompt: TokenizedPrompt): Promise<TextStates> {
    const encoded: EncodedPrompt[] = [];
    for (const [i, encoder] of this.#encoders.entries()) encoded.push(await encoder.encode(prompt.parts[i]!));
    const states = concatenateChannels(encoded.map((one) => one.states));
    const pooled = encoded.find((one) => one.pooled)?.pooled;
    const found = { states, ...(pooled && { pooled }) };
    return this.#masked ? { ...found, mask: prompt.parts[0]!.mask } : found;
  }

  async release(): Promise<void> {
    for (const encoder of this.#encoders) await encoder.release();
  }
}

/** [1, T, C1], [1, T, C2], ... -> [1, T, C1 + C2 + ...] */
function concatenateChannels(tensors: readonly Tensor[]): Tensor {
  const [first, ...others] = tensors;
  if (first === undefined || others.length === 0) return first!;
  const length = first.dims[1]!;
  const widths = tensors.map(({ dims }) => dims[2]!);
  const width = widths.reduce((sum, each) => sum + each, 0);
  const joined = new Float32Array(length * width);
  let channel = 0;
  tensors.forEach(({ data }, i) => {
    const numbers = data as Float32Array;
    const own = widths[i]!;
    for (let row = 0; row < length; row++)
      joined.set(numbers.subarray(row * own, (row + 1) * own), row * width + channel);
    channel += own;
  });
  return floatTensor('float32', joined, [1, length, width]);
}
