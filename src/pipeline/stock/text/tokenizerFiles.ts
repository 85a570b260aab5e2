// The text files of a tokenizer folder -> a tokenizer of tokenizers.js.

import { Tokenizer } from '@huggingface/tokenizers';
import { clipTokenizerJson } from './clipTokenizerJson.ts';
import { TokenizerFilesError } from './errors.ts';
import { parseJsonObject } from './parseJsonObject.ts';
import { readSpecialTokens, type SpecialTokens } from './specialTokens.ts';
import type { TextEncoderFacts } from './textFacts.ts';

/** What is read of a tokenizer folder, where it is there. */
export const TOKENIZER_FILES = [
  'vocab.json',
  'merges.txt',
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
] as const;

/** Contents by file name. */
export type TokenizerFiles = Readonly<Partial<Record<(typeof TOKENIZER_FILES)[number], string>>>;

export interface LoadedTokenizer {
  readonly tokenizer: Tokenizer;
  readonly special: SpecialTokens;
}

/** @throws TokenizerFilesError */
export function loadTokenizer(
  files: TokenizerFiles,
  facts: Pick<TextEncoderFacts, 'tokenizer' | 'tokenizerFolder' | 'defaultPadToken'>,
): LoadedTokenizer {
  const special = readSpecialTokens(files, facts);
  const json = tokenizerJson(files, special, facts);
  const config = {
    bos_token: special.start?.content,
    eos_token: special.end.content,
    unk_token: special.unknown.content,
    pad_token: special.pad.content,
  };
  try {
    return { tokenizer: new Tokenizer(json, config), special };
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new TokenizerFilesError(facts.tokenizerFolder, `tokenizers.js refuses it (${detail})`, { cause });
  }
}

/** vocab.json and merges.txt are what diffusers reads, so they come before a tokenizer.json. */
function tokenizerJson(
  files: TokenizerFiles,
  special: SpecialTokens,
  { tokenizer, tokenizerFolder: folder }: Pick<TextEncoderFacts, 'tokenizer' | 'tokenizerFolder'>,
): object {
  const { 'vocab.json': vocab, 'merges.txt': merges, 'tokenizer.json': whole } = files;
  if (tokenizer === 'clip' && vocab !== undefined && merges !== undefined)
    return clipTokenizerJson(vocab, merges, special, folder);
  if (whole !== undefined) return parseJsonObject(whole, folder, 'tokenizer.json');
  throw new TokenizerFilesError(
    folder,
    tokenizer === 'clip'
      ? 'it has neither vocab.json with merges.txt nor tokenizer.json'
      : 'it has no tokenizer.json (spiece.model alone is not read)',
  );
}
