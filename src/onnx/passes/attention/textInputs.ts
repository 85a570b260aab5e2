// Which graph inputs are token states of a prompt, and which are sequences or pictures of any kind.

import { DataType } from '../../dataType.ts';
import type { Graph, ValueInfo } from '../../ir.ts';

export interface Streams {
  /** Token states [B, L, C] of the prompt. Pooled states (`text_embeds`, [B, C]) are none. */
  readonly text: ReadonlySet<string>;
  /** Every input that attention may read from: text, latents, token states. Not: time steps, masks, positions. */
  readonly all: ReadonlySet<string>;
}

/** Names that exporters give the token states (diffusers, optimum, CompVis). */
const TEXT_NAMES = ['encoder_hidden_states', 'context', 'text_embeddings', 'prompt_embeds', 'cond'];
/** Prompt lengths of CLIP, T5 (PixArt), T5 (SANA) and T5 (Flux), and the symbol that optimum writes. */
const PROMPT_LENGTHS: readonly (number | string)[] = [77, 120, 300, 512, 'sequence_length'];
const FLOATS: ReadonlySet<DataType> = new Set([DataType.Float32, DataType.Float16, DataType.BFloat16]);
/** Flux's position ids are float tensors [L, 3], or [B, L, 3] in old exports. */
const POSITION_WIDTH = 3;

export function streamInputs(graph: Graph): Streams {
  const candidates = graph.inputs.filter((info) => !graph.initializers.has(info.name) && isStream(info));
  const named = candidates.find(({ name }) => TEXT_NAMES.includes(name));
  const shaped = candidates.filter(
    ({ dims }) => dims?.length === 3 && PROMPT_LENGTHS.includes(dims[1] ?? ''),
  );
  // Two inputs of prompt shape are ambiguous without a name: then none is taken.
  const text = named ?? (shaped.length === 1 ? shaped[0] : undefined);
  return {
    text: new Set(text ? [text.name] : []),
    all: new Set(candidates.map(({ name }) => name)),
  };
}

function isStream({ elementType, dims }: ValueInfo): boolean {
  if (!FLOATS.has(elementType)) return false;
  if (dims === undefined) return true;
  return dims.length >= 3 && !(dims.length === 3 && dims[2] === POSITION_WIDTH);
}
