// One text encoder of a stock pipeline: token ids -> the hidden states that its family reads, on the CPU.

import { float16ToFloat32 } from '../../../lib/float16.ts';
import { Tensor, type CustomOpSession } from '../../../runtime/index.ts';
import { TextEncoderGraphError } from './errors.ts';
import type { PromptIds } from './stockTokenizer.ts';
import type { TextEncoderFacts } from './textFacts.ts';

/** float32 numbers, row major. */
export interface EncodedPrompt {
  /** [1, T, C] */
  readonly states: Tensor;
  /** [1, P]; where the family reads it. */
  readonly pooled?: Tensor;
}

/** TensorProto.DataType -> the type that the graph's token ids and mask may have. */
const INTEGERS: Readonly<Partial<Record<number, 'int32' | 'int64'>>> = { 6: 'int32', 7: 'int64' };

export class StockTextEncoder {
  readonly #session: CustomOpSession;
  readonly #facts: TextEncoderFacts;
  readonly #statesName: string;

  /** @throws TextEncoderGraphError where the graph lacks an output or has an input that the family does not know */
  constructor(session: CustomOpSession, facts: TextEncoderFacts) {
    this.#session = session;
    this.#facts = facts;
    this.#statesName = statesName(session.outputNames, facts);
    if (facts.pooled) requirePooled(session.outputNames, facts.folder);
    checkInputs(session, facts);
  }

  /** @throws what CustomOpSession.run throws */
  async encode({ ids, mask }: Pick<PromptIds, 'ids' | 'mask'>): Promise<EncodedPrompt> {
    // A CLIP graph with a mask gets ones: diffusers gives it none, so padding is attended to.
    const attended = this.#facts.masked ? mask : mask.map(() => 1);
    const feeds = this.#session.inputMetadata.map(({ name, elementType }) => [
      name,
      integerTensor(INTEGERS[elementType]!, name === 'input_ids' ? ids : attended),
    ]);
    const outputs = await this.#session.run(Object.fromEntries(feeds) as Record<string, Tensor>);
    try {
      const states = await onCpu(outputs[this.#statesName]!);
      return this.#facts.pooled ? { states, pooled: await onCpu(outputs.text_embeds!) } : { states };
    } finally {
      for (const output of Object.values(outputs)) output.dispose();
    }
  }

  release(): Promise<void> {
    return this.#session.release();
  }
}

function checkInputs({ inputMetadata }: CustomOpSession, { folder, masked }: TextEncoderFacts): void {
  const names = inputMetadata.map(({ name }) => name);
  const needed = masked ? ['input_ids', 'attention_mask'] : ['input_ids'];
  for (const name of needed)
    if (!names.includes(name)) throw new TextEncoderGraphError(folder, `has no input ${name}`, names);
  for (const { name, elementType } of inputMetadata) {
    if (name !== 'input_ids' && name !== 'attention_mask')
      throw new TextEncoderGraphError(folder, `wants ${name}, which a tokenizer does not give`, names);
    if (INTEGERS[elementType] === undefined)
      throw new TextEncoderGraphError(folder, `takes ${name} as neither int32 nor int64`, names);
  }
}

/**
 * optimum numbers all hidden states: hidden_states.0 is the embedding, the highest the last layer's. Where an export
 * kept only one of them (webnn/sdxl-turbo: hidden_states.11 of 12 layers), it is the one that the pipeline reads.
 */
function statesName(outputs: readonly string[], { states, folder }: TextEncoderFacts): string {
  if (states === 'last') {
    if (outputs.includes('last_hidden_state')) return 'last_hidden_state';
    throw new TextEncoderGraphError(folder, 'has no output last_hidden_state', outputs);
  }
  const numbers = outputs
    .flatMap((name) => /^hidden_states\.(\d+)$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
  const penultimate = numbers.at(numbers.length === 1 ? 0 : -2);
  if (penultimate !== undefined) return `hidden_states.${penultimate}`;
  throw new TextEncoderGraphError(
    folder,
    'has no hidden_states outputs, of which the second last is read',
    outputs,
  );
}

/** `pooler_output` is the end token's state before the projection: other numbers of another width. */
function requirePooled(outputs: readonly string[], folder: string): void {
  if (outputs.includes('text_embeds')) return;
  const reason = outputs.includes('pooler_output')
    ? 'was exported without its projection: pooler_output is not the text_embeds that the denoiser was trained on'
    : 'has no output text_embeds';
  throw new TextEncoderGraphError(folder, reason, outputs);
}

function integerTensor(type: 'int32' | 'int64', values: readonly number[]): Tensor {
  const data = type === 'int64' ? BigInt64Array.from(values, BigInt) : Int32Array.from(values);
  return new Tensor(type, data, [1, values.length]);
}

/** A float32 copy on the CPU; hosts show float16 as Float16Array or as its bits. */
async function onCpu(tensor: Tensor): Promise<Tensor> {
  const data = (await tensor.getData()) as Float32Array | Uint16Array;
  const numbers =
    tensor.type === 'float16'
      ? float16ToFloat32(new Uint16Array(data.buffer, data.byteOffset, data.length))
      : Float32Array.from(data);
  return new Tensor('float32', numbers, tensor.dims);
}
