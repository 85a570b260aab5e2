// Cutting, padding and reporting; what the tokenizer files may lack. Ids against transformers: golden.test.ts.

import { describe, expect, it } from 'vitest';
import { createStockTokenizer } from './stockTokenizer.ts';
import { readTokenizerFolder } from './testing/pipelineFixture.ts';
import { textFacts } from './textFacts.ts';
import type { TokenizerFiles } from './tokenizerFiles.ts';

const [sd1, sd2, pixart] = [textFacts.sd1[0]!, textFacts.sd2[0]!, textFacts.pixart[0]!];
const files = readTokenizerFolder('tiny-sd-turbo', 'tokenizer');
const vocab = JSON.parse(files['vocab.json']!) as Record<string, number>;
const [start, end, cat] = [vocab['<|startoftext|>'], vocab['<|endoftext|>'], vocab['cat</w>']];

const without = (name: keyof TokenizerFiles, others: TokenizerFiles = files): TokenizerFiles =>
  Object.fromEntries(Object.entries(others).filter(([file]) => file !== name));
const bare = without('tokenizer_config.json', without('special_tokens_map.json'));

describe('createStockTokenizer', () => {
  const tokenize = createStockTokenizer(files, sd2);

  it('keeps the end token behind a cut text, and reports the tail', () => {
    const { ids, mask, report } = tokenize('cat '.repeat(76) + 'hat');
    expect(ids).toEqual([start, ...Array<number>(75).fill(cat!), end]);
    expect(mask).toEqual(Array<number>(77).fill(1));
    expect(report).toEqual({ tokens: 75, tokenLimit: 75, dropped: 'cat hat' });
  });

  it('reports nothing where the last word just fits', () => {
    expect(tokenize('cat '.repeat(75)).report).toEqual({ tokens: 75, tokenLimit: 75, dropped: '' });
  });

  it('cuts inside a word, and reports the whole word', () => {
    const { ids, report } = tokenize(`${'cat '.repeat(74)}catcat z`);
    expect(ids.slice(0, 75)).toEqual([start, ...Array<number>(74).fill(cat!)]);
    expect(ids[76]).toBe(end);
    expect(report).toEqual({ tokens: 75, tokenLimit: 75, dropped: 'catcat z' });
  });

  it.each(['', '  ', '\n\t\u3000'])('finds no token in %j', (prompt) => {
    const { ids, report } = tokenize(prompt);
    expect(ids).toEqual([start, end, ...Array<number>(75).fill(0)]);
    expect(report).toEqual({ tokens: 0, tokenLimit: 75, dropped: '' });
  });

  it('weighs each token of a word, and leaves out a word that counts nothing', () => {
    const { ids, weights, report } = tokenize('(catcat:1.5) (hat:0) cat');
    const plain = tokenize('catcat cat');
    expect(ids).toEqual(plain.ids);
    expect(report).toEqual(plain.report);
    const { tokens } = tokenize('catcat').report;
    const counts = [1, ...Array<number>(tokens).fill(1.5), ...Array<number>(76 - tokens).fill(1)];
    expect(weights).toEqual(counts);
  });

  it('reads no more of a word of a million letters than it keeps', () => {
    const long = `${'x'.repeat(1e6)} cat`;
    const { ids, report } = tokenize(long);
    expect(ids).toEqual(tokenize('x'.repeat(4000)).ids);
    expect(report).toEqual({ tokens: 75, tokenLimit: 75, dropped: long });
  });

  it("pads with the family's token where the files name none", () => {
    expect(createStockTokenizer(bare, sd1)('cat').ids.at(-1)).toBe(end);
    expect(createStockTokenizer(bare, sd2)('cat').ids.at(-1)).toBe(0);
  });

  it('believes special_tokens_map.json where the config lists no added tokens', () => {
    const old = { ...bare, 'special_tokens_map.json': '{"pad_token":"!"}' };
    const config = { ...old, 'tokenizer_config.json': '{"pad_token":"<|endoftext|>"}' };
    expect(createStockTokenizer(config, sd1)('cat').ids.at(-1)).toBe(0);
  });

  it.each<[string, TokenizerFiles, RegExp]>([
    ['merges.txt is not there', without('merges.txt'), /tokenizer\/.*neither vocab\.json with merges\.txt/],
    ['vocab.json is an error page', { ...files, 'vocab.json': '<html>' }, /vocab\.json is not JSON/],
    ['vocab.json is a list', { ...files, 'vocab.json': '[]' }, /vocab\.json holds no object/],
    ['the end token has no id', { ...files, 'vocab.json': '{"!":0}' }, /vocab\.json lacks the token/],
    ['merges.txt is cut', { ...files, 'merges.txt': '#version: 0.2\na b\nc' }, /line 3 of merges\.txt/],
    ['tokenizer.json is no tokenizer', { 'tokenizer.json': '{}' }, /tokenizers\.js refuses it/],
  ])('refuses: %s', (_, broken, message) => {
    expect(() => createStockTokenizer(broken, sd2)).toThrow(
      expect.objectContaining({
        code: 'tokenizer-files-invalid',
        message: expect.stringMatching(message) as string,
      }),
    );
  });

  it('says that a SentencePiece file alone is not read', () => {
    expect(() => createStockTokenizer({}, pixart)).toThrow(/no tokenizer\.json \(spiece\.model/);
  });
});

/** Unigram with ids 0 pad, 1 end, 2 unknown; `ids` of transformers 5.23's T5Tokenizer over the same pieces. */
describe('createStockTokenizer for T5', () => {
  const pieces = ['▁a', '▁cat', '▁c', 'at', 't', 's', '▁the', '▁dog', "'", ',', '▁red', 'r', 'c', 'a'];
  const scored = pieces.map((piece, i) => [piece, -3 - i / 10]);
  const special = ['<pad>', '</s>', '<unk>'];
  const json = {
    added_tokens: special.map((content, id) => ({ id, content, normalized: false, special: true })),
    normalizer: null,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'WhitespaceSplit' },
        { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always' },
      ],
    },
    post_processor: null,
    decoder: null,
    model: {
      type: 'Unigram',
      unk_id: 2,
      vocab: [...special.map((piece) => [piece, 0]), ['▁', -2], ...scored],
    },
  };
  const tokenize = createStockTokenizer({ 'tokenizer.json': JSON.stringify(json) }, pixart);

  it.each<[string, number[]]>([
    ['', [1]],
    ["  the  cats,\n a red dog's", [10, 5, 9, 13, 4, 14, 11, 12, 9, 1]],
    ['a 猫 cat ☃☃ </s>', [4, 3, 2, 5, 3, 2, 1, 1]],
  ])('ends %j with one token and masks the padding', (prompt, expected) => {
    const { ids, mask } = tokenize(prompt);
    const padding = 120 - expected.length;
    expect(ids).toEqual([...expected, ...Array<number>(padding).fill(0)]);
    expect(mask).toEqual([...expected.map(() => 1), ...Array<number>(padding).fill(0)]);
  });

  it('keeps 119 tokens and the end', () => {
    const { ids, report } = tokenize('a cat '.repeat(60));
    expect(ids.slice(117)).toEqual([5, 4, 1]);
    expect(report).toEqual({ tokens: 119, tokenLimit: 119, dropped: 'cat' });
  });
});
