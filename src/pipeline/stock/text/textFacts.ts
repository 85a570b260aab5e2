// How each family turns a prompt into text states: its encoders, and what is read of each. From diffusers' encode_prompt methods.

import type { FamilyName } from '../../../models/index.ts';

/** One tokenizer and the text encoder that reads its tokens. */
export interface TextEncoderFacts {
  /** Folders of the pipeline, as diffusers names them. */
  readonly folder: string;
  readonly tokenizerFolder: string;
  readonly tokenizer: 'clip' | 't5';
  /** `last`: the output behind the final norm. `penultimate`: the hidden state before the last layer, without that norm. */
  readonly states: 'last' | 'penultimate';
  /** Whether the projected state of the end token (`text_embeds`) is read as well. */
  readonly pooled: boolean;
  /** Whether padding is hidden from the encoder and from the denoiser. CLIP's is not: all its tokens are attended to. */
  readonly masked: boolean;
  /** Whether the pipeline lowers a prompt's case before the tokenizer sees it (PixArt: clean_caption and its absence). */
  readonly lowersCase: boolean;
  /** Tokens of every prompt, special tokens and padding included. */
  readonly length: number;
  /** Where the tokenizer's files name none. */
  readonly defaultPadToken: string;
}

const clip = {
  folder: 'text_encoder',
  tokenizerFolder: 'tokenizer',
  tokenizer: 'clip',
  states: 'last',
  pooled: false,
  masked: false,
  lowersCase: false,
  length: 77,
  defaultPadToken: '<|endoftext|>',
} as const satisfies TextEncoderFacts;

/** In the order in which the states are joined along the last axis. */
export const textFacts: Readonly<Record<FamilyName, readonly TextEncoderFacts[]>> = Object.freeze({
  sd1: [clip],
  // "!" is id 0. The checkpoint has 23 of OpenCLIP-H's 24 layers: its last state is the penultimate one already.
  sd2: [{ ...clip, defaultPadToken: '!' }],
  sdxl: [
    { ...clip, states: 'penultimate' },
    {
      ...clip,
      folder: 'text_encoder_2',
      tokenizerFolder: 'tokenizer_2',
      states: 'penultimate',
      pooled: true,
      defaultPadToken: '!',
    },
  ],
  pixart: [
    { ...clip, tokenizer: 't5', masked: true, lowersCase: true, length: 120, defaultPadToken: '<pad>' },
  ],
});
