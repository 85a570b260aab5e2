// The WordPiece tokenizer of the text encoder, from its tokenizer.json.

import { Tokenizer } from '@huggingface/tokenizers';
import type { Tokenize } from './promptTokens.ts';

/** @param json the contents of tokenizer.json, `config` those of tokenizer_config.json */
export function createTokenizer(json: string, config: string): Tokenize {
  const tokenizer = new Tokenizer(JSON.parse(json) as object, JSON.parse(config) as object);
  return (text) => tokenizer.encode(text, { add_special_tokens: false }).ids;
}
