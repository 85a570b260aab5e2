// A prompt of a stock pipeline -> keys and values: tokenizers, text encoders, the denoiser's prompt graph.

import type { FamilyName } from '../../models/index.ts';
import { CustomOpSession, runPrompt, Tensor } from '../../runtime/index.ts';
import type { EncodedPrompt, PromptEncoder } from '../promptCache.ts';
import type { FolderFiles } from './folderFiles.ts';
import type { Target } from './openParts.ts';
import {
  StockText,
  textFacts,
  TOKENIZER_FILES,
  type TextEncoderFacts,
  type TextPart,
  type TextStates,
  type TokenizerFiles,
} from './text/index.ts';

/**
 * @param promptSession token states -> key_i, value_i; it stays the caller's
 * @throws PipelineFilesMissingError, TokenizerFilesError, TextEncoderGraphError, the errors of CustomOpSession
 */
export async function openPromptEncoder(
  family: FamilyName,
  folder: FolderFiles,
  promptSession: CustomOpSession,
  target: Target,
): Promise<StockPromptEncoder> {
  const facts = textFacts[family];
  folder.need(...facts.map((one) => `${one.folder}/model.onnx`));
  const parts: TextPart[] = [];
  try {
    for (const one of facts) parts.push(await openTextPart(one, folder, target));
    return new StockPromptEncoder(new StockText(family, parts), promptSession);
  } catch (error) {
    for (const { session } of parts) await session.release();
    throw error;
  }
}

async function openTextPart(facts: TextEncoderFacts, folder: FolderFiles, target: Target): Promise<TextPart> {
  const tokenizerFiles = await readTokenizerFiles(facts.tokenizerFolder, folder);
  const model = await folder.readModel(`${facts.folder}/model.onnx`);
  const session = await CustomOpSession.create(model, {
    ...target,
    label: `the text encoder in ${facts.folder}`,
  });
  return { tokenizerFiles, session };
}

async function readTokenizerFiles(path: string, folder: FolderFiles): Promise<TokenizerFiles> {
  const files: Partial<Record<(typeof TOKENIZER_FILES)[number], string>> = {};
  for (const name of TOKENIZER_FILES) {
    if (folder.has(`${path}/${name}`)) files[name] = await folder.readText(`${path}/${name}`);
  }
  return files;
}

export class StockPromptEncoder implements PromptEncoder {
  constructor(
    readonly text: StockText,
    readonly promptSession: CustomOpSession,
  ) {}

  async encode(prompt: string): Promise<EncodedPrompt> {
    const start = performance.now();
    const tokens = this.text.tokenize(prompt);
    const tokenized = performance.now();
    const encoded = await this.text.encode(tokens);
    const projected = performance.now();
    const tensors = await this.#project(encoded, tokens.parts[0]!.weights);
    const { report, isEmpty } = tokens;
    return {
      states: { tensors, pooled: encoded.pooled, report, isEmpty },
      timings: {
        tokenize: tokenized - start,
        text: projected - tokenized,
        prompt: performance.now() - projected,
      },
    };
  }

  release(): Promise<void> {
    return this.text.release();
  }

  /** Keys and values, and the mask where there is one. */
  async #project({ states, mask }: TextStates, weights: readonly number[]): Promise<Record<string, Tensor>> {
    const tensors = await runPrompt(this.promptSession, states.data as Float32Array, states.dims, weights);
    if (mask === undefined) return tensors;
    return { ...tensors, key_mask: new Tensor('int32', Int32Array.from(mask), [1, mask.length]) };
  }
}
