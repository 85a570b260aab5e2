// Where pictures read their words: the same through both kinds of readback, adding up, different from word to word, and of no harm.

import { afterAll, describe, expect, test } from 'vitest';
import { readModelFile } from '../../scripts/node/readModelFile.ts';
import { compareArrays } from '../lib/compare.ts';
import type { AttentionMaps, PictureRequest, WordAttention } from '../protocol/engine.ts';
import { installNodeHost } from '../runtime/nodeHost.ts';
import { createLocalEngine } from './index.ts';

installNodeHost();

const engine = createLocalEngine({ readFile: readModelFile });
const REQUEST = { positive: 'red cat', negative: 'blurry, dark', scale: 0.8, seed: 3, mode: 'nasa' } as const;

afterAll(() => engine.dispose());

async function read(changes: Partial<PictureRequest> = {}): Promise<AttentionMaps> {
  const outcome = await engine.readAttention({ ...REQUEST, ...changes });
  if (outcome.status !== 'done') throw new Error('nobody cancelled this reading');
  return outcome;
}

const sumOf = ({ words, nothing }: AttentionMaps, sign: WordAttention['sign']): number =>
  words.filter((word) => word.sign === sign).reduce((sum, { share }) => sum + share, nothing[sign]);

const flat = ({ words }: AttentionMaps): Float32Array =>
  Float32Array.from(words.flatMap(({ map }) => [...map]));

describe('on hybrid', () => {
  test('each word has a map of its own, and with what is not attended they add up', async () => {
    await engine.load({ backend: 'hybrid' });
    const maps = await read();
    expect(maps.words.map(({ sign, text }) => sign + text)).toEqual(['+red', '+cat', '-blurry', '-dark']);
    for (const { map, share } of maps.words) {
      expect(map).toHaveLength(maps.side ** 2);
      expect(map.every((part) => part >= 0 && part <= 1)).toBe(true);
      expect(Math.max(...map) - Math.min(...map), 'places differ').toBeGreaterThan(0.01);
      expect(share).toBeGreaterThan(0);
    }
    for (const sign of ['+', '-'] as const) expect(sumOf(maps, sign)).toBeCloseTo(1, 4);
    const [red, cat] = maps.words;
    expect(compareArrays(red!.map, cat!.map, { maxAbs: 0.01 })).toBeDefined();
  });

  test('a word of weight 0 is not read; another weight changes no key, so no map of a plain picture', async () => {
    const off = await read({ negative: '(blurry:0), dark' });
    expect(off.words.map(({ text }) => text)).toEqual(['red', 'cat', 'dark']);
    const plain = await read({ mode: 'none' });
    const twice = await read({ mode: 'none', negative: '(blurry:2), dark' });
    expect(compareArrays(flat(twice), flat(plain), { maxAbs: 0 })).toBeUndefined();
  });

  test('an empty negative attends to nothing; VSF shares one softmax between both prompts', async () => {
    expect((await read({ negative: '' })).nothing['-']).toBe(1);
    const vsf = await read({ mode: 'vsf' });
    expect(sumOf(vsf, '+') + sumOf(vsf, '-')).toBeCloseTo(1, 4);
  });

  test('the picture of a pane stays what it is', async () => {
    const { rgba: before } = (await engine.render(REQUEST)) as { rgba?: Uint8ClampedArray };
    await read({ seed: 4 });
    const { rgba: after } = (await engine.render(REQUEST)) as { rgba?: Uint8ClampedArray };
    expect(after).toBeDefined();
    expect(after).toEqual(before);
  });
});

test('on webgpu it is the same as on hybrid', async () => {
  await engine.load({ backend: 'hybrid' });
  const hybrid = await read();
  await engine.load({ backend: 'webgpu' });
  expect(compareArrays(flat(await read()), flat(hybrid), { maxAbs: 1e-4 })).toBeUndefined();
}, 600_000);

test('on wasm there is no op to watch, and it says so', async () => {
  await engine.load({ backend: 'wasm' });
  await expect(read()).rejects.toMatchObject({ code: 'attention-unavailable' });
});
