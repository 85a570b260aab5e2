// Prompt text -> token ids, phrase by phrase, up to the model's token limit, and what did not fit.

import { readableWord, readPromptWeights, type WeightedPrompt } from '../../../lib/promptWeights.ts';
import type { PromptReport } from '../../../protocol/engine.ts';
import type { PromptWord } from '../../promptCache.ts';

/** Token ids of a word or phrase, without special tokens. */
export type Tokenize = (text: string) => readonly number[];

export interface PromptTokens {
  /** One list of ids per comma-separated phrase; phrases are encoded apart. No phrase is empty. */
  readonly phrases: readonly (readonly number[])[];
  /** How much each token of all phrases counts. A word that counts nothing is not among them. */
  readonly weights: readonly number[];
  readonly words: readonly PromptWord[];
  readonly report: PromptReport;
}

/** A word and where it starts in the prompt. */
interface Word {
  readonly text: string;
  readonly start: number;
  readonly weight: number;
}

/**
 * WordPiece never joins what whitespace separates, so counting word by word is exact, and a text of any length costs
 * no more than the tokens that are kept.
 */
export function promptTokens(prompt: string, tokenize: Tokenize, tokenLimit: number): PromptTokens {
  const phrases: number[][] = [];
  const weights: number[] = [];
  const words: PromptWord[] = [];
  const report = (dropped: string): PromptReport => ({ tokens: weights.length, tokenLimit, dropped });
  for (const phrase of phrasesOf(readPromptWeights(prompt))) {
    const ids: number[] = [];
    for (const word of phrase) {
      const added = tokenize(word.text);
      if (weights.length + added.length > tokenLimit) {
        if (ids.length > 0) phrases.push(ids);
        return { phrases, weights, words, report: report(prompt.slice(word.start).trim()) };
      }
      ids.push(...added);
      words.push({ text: word.text, tokens: added.length });
      weights.push(...added.map(() => word.weight));
    }
    if (ids.length > 0) phrases.push(ids);
  }
  return { phrases, weights, words, report: report('') };
}

function* phrasesOf(weighted: WeightedPrompt): Generator<Iterable<Word>> {
  const prompt = weighted.text;
  let start = 0;
  while (start <= prompt.length) {
    const comma = prompt.indexOf(',', start);
    const end = comma < 0 ? prompt.length : comma;
    yield wordsOf(weighted, start, end);
    start = end + 1;
  }
}

/** Without those that count nothing. */
function* wordsOf({ text: prompt, weightAt }: WeightedPrompt, start: number, end: number): Generator<Word> {
  const word = /\S+/g;
  word.lastIndex = start;
  for (let match = word.exec(prompt); match !== null && match.index < end; match = word.exec(prompt)) {
    // A word may run on over the comma ("red,blue"): the comma ends it.
    const weight = weightAt(match.index);
    if (weight > 0)
      yield { text: readableWord(match[0].slice(0, end - match.index)), start: match.index, weight };
    word.lastIndex = Math.min(word.lastIndex, end);
    if (word.lastIndex >= end) return;
  }
}
