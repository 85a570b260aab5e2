// The embedded model's tokenizer and text encoder, which all its checkpoints share.

import type { EmbeddedModelSpec } from '../../models/index.ts';
import type { ModelFiles } from './modelFiles.ts';
import type { Tokenize } from './text/promptTokens.ts';
import { TextEncoder } from './text/textEncoder.ts';
import { createTokenizer } from './text/tokenizer.ts';

export interface LoadedText {
  readonly tokenize: Tokenize;
  readonly encoder: TextEncoder;
}

export const TEXT_FILES = Object.freeze([
  'tokenizer.json',
  'tokenizer_config.json',
  'text_encoder.onnx',
] as const);

export async function loadText(spec: EmbeddedModelSpec, source: ModelFiles): Promise<LoadedText> {
  const files = await source.loadAll(TEXT_FILES);
  const decode = (name: (typeof TEXT_FILES)[number]) => new TextDecoder().decode(files[name]);
  const tokenize = createTokenizer(decode('tokenizer.json'), decode('tokenizer_config.json'));
  return { tokenize, encoder: await TextEncoder.create(files['text_encoder.onnx'], spec.text) };
}
