// Two encoders side by side as in SDXL, and the mask of PixArt. Graphs of a few nodes.

import { describe, expect, it } from 'vitest';
import { StockText, type TextStates } from './stockText.ts';
import { encoderSession } from './testing/encoderGraph.ts';
import { readTokenizerFolder } from './testing/pipelineFixture.ts';

const tokenizerFiles = readTokenizerFolder('tiny-sd-turbo', 'tokenizer');
const first = { outputs: { 'hidden_states.1': [1, 10], 'hidden_states.2': [0] } };
const second = { outputs: { 'hidden_states.1': [100], 'hidden_states.2': [0], text_embeds: [1, 2] } };

async function sdxl(): Promise<StockText> {
  const sessions = [await encoderSession(first), await encoderSession(second)];
  return new StockText(
    'sdxl',
    sessions.map((session) => ({ tokenizerFiles, session })),
  );
}

const numbers = ({ states, pooled }: TextStates) => ({
  dims: [states.dims, pooled?.dims],
  states: Array.from(states.data as Float32Array),
  pooled: Array.from((pooled?.data ?? []) as Float32Array),
});

describe('StockText', () => {
  it('joins the states of both encoders along the last axis', async () => {
    const text = await sdxl();
    const prompt = text.tokenize('a cat');
    const { ids } = prompt.parts[0]!;
    const found = numbers(await text.encode(prompt));
    const sum = ids.reduce((total, id) => total + id, 0);
    expect(found).toEqual({
      dims: [
        [1, 77, 3],
        [1, 2],
      ],
      states: ids.flatMap((id) => [id, id * 10, id * 100]),
      pooled: [sum, sum * 2],
    });
    expect(prompt).toMatchObject({ report: { tokens: 2, tokenLimit: 75, dropped: '' }, isEmpty: false });
    await text.release();
  });

  it('knows a prompt without tokens', async () => {
    const text = await sdxl();
    expect(text.tokenize('  ').isEmpty).toBe(true);
    await text.release();
  });

  it('refuses another number of encoders than the family has', async () => {
    const session = await encoderSession(first);
    expect(() => new StockText('sdxl', [{ tokenizerFiles, session }])).toThrow(
      'sdxl has 2 text encoders, not 1',
    );
    await session.release();
  });
});
