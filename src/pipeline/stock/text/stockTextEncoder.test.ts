// What a text encoder is fed, which outputs are read, and which graphs are refused.

import { describe, expect, it } from 'vitest';
import { DataType } from '../../../onnx/index.ts';
import { StockTextEncoder } from './stockTextEncoder.ts';
import { encoderSession, type EncoderGraph } from './testing/encoderGraph.ts';
import { textFacts, type TextEncoderFacts } from './textFacts.ts';

const [sd1, pixart] = [textFacts.sd1[0]!, textFacts.pixart[0]!];
const [first, second] = textFacts.sdxl as readonly [TextEncoderFacts, TextEncoderFacts];
const prompt = { ids: [5, 7, 9], mask: [1, 1, 0] };

async function encode(facts: TextEncoderFacts, graph: EncoderGraph) {
  const encoder = new StockTextEncoder(await encoderSession(graph), facts);
  const { states, pooled } = await encoder.encode(prompt);
  await encoder.release();
  return {
    dims: states.dims,
    states: Array.from(states.data as Float32Array),
    pooled: pooled && Array.from(pooled.data as Float32Array),
  };
}

const last = { last_hidden_state: [1, 10] };
const numbered = {
  'hidden_states.0': [1],
  'hidden_states.2': [3],
  'hidden_states.10': [4],
  'hidden_states.9': [2],
};

describe('StockTextEncoder', () => {
  it.each([DataType.Int32, DataType.Int64])(
    'feeds ids of the type that the graph declares (%i)',
    async (idType) => {
      expect(await encode(sd1, { outputs: last, idType })).toEqual({
        dims: [1, 3, 2],
        states: [5, 50, 7, 70, 9, 90],
      });
    },
  );

  it('widens float16 outputs', async () => {
    const { states } = await encode(sd1, { outputs: last, outputType: DataType.Float16 });
    expect(states).toEqual([5, 50, 7, 70, 9, 90]);
  });

  it("hides T5's padding, and not CLIP's", async () => {
    const graph = { outputs: { last_hidden_state: [1] }, masked: true };
    expect((await encode(pixart, graph)).states).toEqual([5, 7, 0]);
    expect((await encode(sd1, graph)).states).toEqual([5, 7, 9]);
  });

  it('reads the second highest hidden state by number', async () => {
    expect((await encode(first, { outputs: { ...last, ...numbered } })).states).toEqual([10, 14, 18]);
  });

  it('reads the only hidden state that an export kept', async () => {
    expect((await encode(first, { outputs: { 'hidden_states.11': [3] } })).states).toEqual([15, 21, 27]);
  });

  it('reads text_embeds where the family wants it', async () => {
    const outputs = { ...last, ...numbered, text_embeds: [1, 2] };
    expect((await encode(second, { outputs })).pooled).toEqual([21, 42]);
    expect((await encode(first, { outputs })).pooled).toBeUndefined();
  });

  it.each<[string, TextEncoderFacts, EncoderGraph, RegExp]>([
    [
      'no last state',
      sd1,
      { outputs: numbered },
      /text_encoder\/ has no output last_hidden_state; it has hidden_/,
    ],
    ['no hidden states', first, { outputs: last }, /no hidden_states outputs.*it has last_hidden_state/],
    [
      'an encoder without its projection',
      second,
      { outputs: { ...numbered, pooler_output: [1] } },
      /text_encoder_2\/ was exported without its projection/,
    ],
    ['no pooled output', second, { outputs: numbered }, /no output text_embeds/],
    ['no mask for T5', pixart, { outputs: last }, /no input attention_mask; it has input_ids/],
    ['an unknown input', sd1, { outputs: last, extraInput: 'position_ids' }, /wants position_ids/],
    ['ids that are no integers', sd1, { outputs: last, idType: DataType.Float32 }, /neither int32 nor int64/],
  ])('refuses: %s', async (_, facts, graph, message) => {
    const session = await encoderSession(graph);
    expect(() => new StockTextEncoder(session, facts)).toThrow(
      expect.objectContaining({
        code: 'text-encoder-graph-unsuitable',
        message: expect.stringMatching(message) as string,
      }),
    );
    await session.release();
  });
});
