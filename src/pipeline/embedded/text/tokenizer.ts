// The WordPiece tokenizer of the text encoder, from its tokenizer.json, through transformers.js.

import { PreTrainedTokenizer } from '@huggingface/transformers';
import type { Tokenize } from './promptTokens.ts';

/** @param json the contents of tokenizer.json, `config` those of tokenizer_config.json */
export function createTokenizer(json: string, config: string): Tokenize {
  const tokenizer = new PreTrainedTokenizer(JSON.parse(json), JSON.parse(config));
  return (text) => tokenizer.encode(text, { add_special_tokens: false });
}
