// CLIP's vocab.json and merges.txt -> the tokenizer.json that they stand for: most diffusers repositories have none.

import { TokenizerFilesError } from './errors.ts';
import { parseJsonObject } from './parseJsonObject.ts';
import type { AddedToken, SpecialTokens } from './specialTokens.ts';

/** Contractions, runs of letters, single digits, runs of anything else but whitespace. */
const WORDS = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

/**
 * As transformers' CLIPConverter (convert_slow_tokenizer.py) has it, but for one step: Rust makes small letters one by
 * one, JavaScript knows Greek's final sigma, so capital sigmas are replaced first.
 */
const NORMALIZER = {
  type: 'Sequence',
  normalizers: [
    { type: 'NFC' },
    { type: 'Replace', pattern: { Regex: '\\s+' }, content: ' ' },
    { type: 'Replace', pattern: { String: 'Σ' }, content: 'σ' },
    { type: 'Lowercase' },
  ],
};

const PRE_TOKENIZER = {
  type: 'Sequence',
  pretokenizers: [
    { type: 'Split', pattern: { Regex: WORDS }, behavior: 'Removed', invert: true },
    { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
  ],
};

/** @throws TokenizerFilesError */
export function clipTokenizerJson(
  vocabJson: string,
  mergesText: string,
  special: SpecialTokens,
  folder: string,
): object {
  const vocab = parseJsonObject(vocabJson, folder, 'vocab.json');
  const withId = ({ content }: AddedToken): [string, number] => {
    const id = vocab[content];
    if (typeof id !== 'number')
      throw new TokenizerFilesError(folder, `vocab.json lacks the token ${content}`);
    return [content, id];
  };
  return {
    version: '1.0',
    added_tokens: special.all.map((token) => ({ ...token, id: withId(token)[1], special: true })),
    normalizer: NORMALIZER,
    pre_tokenizer: PRE_TOKENIZER,
    post_processor: null, // the start and end tokens are set around what is left after cutting
    decoder: { type: 'ByteLevel' },
    model: {
      type: 'BPE',
      unk_token: special.unknown.content,
      continuing_subword_prefix: '',
      end_of_word_suffix: '</w>',
      vocab,
      merges: readMerges(mergesText, folder),
    },
  };
}

/** One pair a line, the most frequent first, behind a line with the version. */
function readMerges(text: string, folder: string): (readonly string[])[] {
  const lines = text.trimEnd().split(/\r?\n/);
  const first = lines[0]?.startsWith('#version') ? 1 : 0;
  return lines.slice(first).map((line, index) => {
    const pair = line.split(' ');
    if (pair.length !== 2)
      throw new TokenizerFilesError(folder, `line ${first + index + 1} of merges.txt is no pair`);
    return pair;
  });
}
