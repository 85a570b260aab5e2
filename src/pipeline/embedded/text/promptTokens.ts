// Prompt text -> token ids, phrase by phrase, up to the model's token limit, and what did not fit.

import type { PromptReport } from '../../../protocol/engine.ts';

/** Token ids of a word or phrase, without special tokens. */
export type Tokenize = (text: string) => readonly number[];

export interface PromptTokens {
  /** One list of ids per comma-separated phrase; phrases are encoded apart. No phrase is empty. */
  readonly phrases: readonly (readonly number[])[];
  readonly report: PromptReport;
}

/** A word and where it starts in the prompt. */
interface Word {
  readonly text: string;
  readonly start: number;
}

/**
 * WordPiece never joins what whitespace separates, so counting word by word is exact, and a text of any length costs
 * no more than the tokens that are kept.
 */
export function promptTokens(prompt: string, tokenize: Tokenize, tokenLimit: number): PromptTokens {
  const phrases: number[][] = [];
  let tokens = 0;
  for (const phrase of phrasesOf(prompt)) {
    const ids: number[] = [];
    for (const word of phrase) {
      const added = tokenize(word.text);
      if (tokens + added.length > tokenLimit) {
        if (ids.length > 0) phrases.push(ids);
        return { phrases, report: { tokens, tokenLimit, dropped: prompt.slice(word.start).trim() } };
      }
      ids.push(...added);
      tokens += added.length;
    }
    if (ids.length > 0) phrases.push(ids);
  }
  return { phrases, report: { tokens, tokenLimit, dropped: '' } };
}

function* phrasesOf(prompt: string): Generator<Iterable<Word>> {
  let start = 0;
  while (start <= prompt.length) {
    const comma = prompt.indexOf(',', start);
    const end = comma < 0 ? prompt.length : comma;
    yield wordsOf(prompt, start, end);
    start = end + 1;
  }
}

function* wordsOf(prompt: string, start: number, end: number): Generator<Word> {
  const word = /\S+/g;
  word.lastIndex = start;
  for (let match = word.exec(prompt); match !== null && match.index < end; match = word.exec(prompt)) {
    // A word may run on over the comma ("red,blue"): the comma ends it.
    yield { text: match[0].slice(0, end - match.index), start: match.index };
    word.lastIndex = Math.min(word.lastIndex, end);
    if (word.lastIndex >= end) return;
  }
}
