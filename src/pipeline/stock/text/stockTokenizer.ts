// Prompt -> token ids of the encoder's fixed length, cut and padded as transformers does it, and what did not fit.

import type { Tokenizer } from '@huggingface/tokenizers';
import { readableWord, readPromptWeights } from '../../../lib/promptWeights.ts';
import type { PromptReport } from '../../../protocol/engine.ts';
import { TokenizerFilesError } from './errors.ts';
import type { AddedToken } from './specialTokens.ts';
import type { TextEncoderFacts } from './textFacts.ts';
import { loadTokenizer, type TokenizerFiles } from './tokenizerFiles.ts';

export interface PromptIds {
  /** As many as the encoder's length; special tokens and padding included. */
  readonly ids: readonly number[];
  /** 1 for a token, 0 for padding. */
  readonly mask: readonly number[];
  /** How much each counts; 1 for special tokens and padding. */
  readonly weights: readonly number[];
  /** Special tokens do not count. */
  readonly report: PromptReport;
}

export type StockTokenizer = (prompt: string) => PromptIds;

/** transformers' `padding='max_length', truncation=True`. @throws TokenizerFilesError */
export function createStockTokenizer(
  files: TokenizerFiles,
  facts: Pick<TextEncoderFacts, 'tokenizer' | 'tokenizerFolder' | 'defaultPadToken' | 'length'>,
): StockTokenizer {
  const { tokenizer, special } = loadTokenizer(files, facts);
  const vocab = tokenizer.get_vocab();
  const idOf = ({ content }: AddedToken): number => {
    const id = vocab.get(content);
    if (id === undefined) throw new TokenizerFilesError(facts.tokenizerFolder, `it has no token ${content}`);
    return id;
  };
  const startIds = special.start ? [idOf(special.start)] : [];
  const endId = idOf(special.end);
  const padId = idOf(special.pad);
  const tokenLimit = facts.length - startIds.length - 1;
  const longest = Math.max(...Array.from(vocab.keys(), (token) => token.length));
  const tokenize = boundedTokenize(tokenizer, 2 * tokenLimit * longest);
  return (prompt) => {
    const { ids: kept, weights, dropped } = tokensThatFit(prompt, tokenize, tokenLimit);
    const ids = [...startIds, ...kept, endId];
    const padding = facts.length - ids.length;
    return {
      ids: [...ids, ...Array<number>(padding).fill(padId)],
      weights: [...startIds.map(() => 1), ...weights, 1, ...Array<number>(padding).fill(1)],
      mask: [...ids.map(() => 1), ...Array<number>(padding).fill(0)],
      report: { tokens: kept.length, tokenLimit, dropped },
    };
  };
}

/** The first ids of a word, and whether they are the whole word. */
type TokenizeWord = (word: string) => { readonly ids: readonly number[]; readonly whole: boolean };

/**
 * Neither tokenizer joins what whitespace separates, so going word by word is exact, and a text of any length costs no
 * more than the tokens that are kept. The last word is cut at the limit, as the ids are, and reported with the rest.
 */
function tokensThatFit(prompt: string, tokenize: TokenizeWord, tokenLimit: number) {
  const ids: number[] = [];
  const weights: number[] = [];
  const { text, weightAt } = readPromptWeights(prompt);
  for (const match of text.matchAll(/\P{White_Space}+/gu)) {
    const weight = weightAt(match.index);
    if (weight === 0) continue;
    const word = tokenize(readableWord(match[0]));
    const whole = word.whole && ids.length + word.ids.length <= tokenLimit;
    ids.push(...word.ids.slice(0, tokenLimit - ids.length));
    while (weights.length < ids.length) weights.push(weight);
    if (!whole) return { ids, weights, dropped: prompt.slice(match.index).trim() };
  }
  return { ids, weights, dropped: '' };
}

/**
 * Reads no more of a word without end than could fill the prompt, whose tokens have at most the letters of the longest
 * one; twice that, since composing (NFC) may halve a text.
 */
function boundedTokenize(tokenizer: Tokenizer, bound: number): TokenizeWord {
  return (word) => ({
    ids: tokenizer.encode(word.slice(0, bound), { add_special_tokens: false }).ids,
    whole: word.length <= bound,
  });
}
