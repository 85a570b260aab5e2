// The special tokens of a tokenizer folder, from tokenizer_config.json and special_tokens_map.json, as transformers finds them.

import { isObject, parseJsonObject } from './parseJsonObject.ts';
import type { TextEncoderFacts } from './textFacts.ts';

/** A token that is found in a text as it stands, before any splitting. */
export interface AddedToken {
  readonly content: string;
  readonly lstrip: boolean;
  readonly rstrip: boolean;
  readonly single_word: boolean;
  /** Looked for in the normalized text, so in small letters. */
  readonly normalized: boolean;
}

export interface SpecialTokens {
  /** Undefined for T5, which has none. */
  readonly start: AddedToken | undefined;
  readonly end: AddedToken;
  readonly unknown: AddedToken;
  readonly pad: AddedToken;
  /** All of the above and whatever else the files add. */
  readonly all: readonly AddedToken[];
}

const DEFAULTS = {
  clip: { start: '<|startoftext|>', end: '<|endoftext|>', unknown: '<|endoftext|>' },
  t5: { start: undefined, end: '</s>', unknown: '<unk>' },
} as const;

/**
 * A config with `added_tokens_decoder` tells everything; in older folders special_tokens_map.json has the last word
 * (transformers 5.23, PreTrainedTokenizerBase._from_pretrained).
 * @throws TokenizerFilesError
 */
export function readSpecialTokens(
  files: { readonly 'tokenizer_config.json'?: string; readonly 'special_tokens_map.json'?: string },
  facts: Pick<TextEncoderFacts, 'tokenizer' | 'tokenizerFolder' | 'defaultPadToken'>,
): SpecialTokens {
  const read = (file: keyof typeof files) =>
    parseJsonObject(files[file] ?? '{}', facts.tokenizerFolder, file);
  const config = read('tokenizer_config.json');
  const decoder = config.added_tokens_decoder;
  const listed = isObject(decoder) ? Object.values(decoder).flatMap((token) => addedToken(token) ?? []) : [];
  const named = isObject(decoder) ? config : { ...config, ...read('special_tokens_map.json') };
  const find = (key: string, fallback: string): AddedToken => {
    const token = addedToken(named[key]) ?? addedToken(fallback)!;
    return listed.find(({ content }) => content === token.content) ?? token;
  };
  const { start, end, unknown } = DEFAULTS[facts.tokenizer];
  const tokens = {
    start: start === undefined ? undefined : find('bos_token', start),
    end: find('eos_token', end),
    unknown: find('unk_token', unknown),
    pad: find('pad_token', facts.defaultPadToken),
  };
  const all = [...listed, ...Object.values(tokens)].filter((token) => token !== undefined);
  return { ...tokens, all: [...new Map(all.map((token) => [token.content, token])).values()] };
}

/** A bare string stands for a token that is looked for in the text as typed. */
function addedToken(value: unknown): AddedToken | undefined {
  const token = typeof value === 'string' ? { content: value } : value;
  if (!isObject(token) || typeof token.content !== 'string' || token.content === '') return undefined;
  return {
    content: token.content,
    lstrip: token.lstrip === true,
    rstrip: token.rstrip === true,
    single_word: token.single_word === true,
    normalized: token.normalized === true,
  };
}
