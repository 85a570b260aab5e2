// Splitting a prompt into phrases and cutting it at the token limit.

import { describe, expect, it } from 'vitest';
import { promptTokens } from './promptTokens.ts';

/** One token for every two letters. */
const tokenize = (text: string) => Array.from({ length: Math.ceil(text.length / 2) }, () => text.length);

describe('promptTokens', () => {
  it('encodes the phrases between commas apart', () => {
    const { phrases, report } = promptTokens(' a cat,blue  background ,, dark', tokenize, 24);
    expect(phrases).toEqual([
      [1, 3, 3],
      [4, 4, 10, 10, 10, 10, 10],
      [4, 4],
    ]);
    expect(report).toEqual({ tokens: 12, tokenLimit: 24, dropped: '' });
  });

  it.each(['', '   ', ',', ' , ,, '])('finds no token in %j', (prompt) => {
    expect(promptTokens(prompt, tokenize, 24)).toEqual({
      phrases: [],
      weights: [],
      words: [],
      report: { tokens: 0, tokenLimit: 24, dropped: '' },
    });
  });

  it('weighs words, leaves out those that count nothing, and reads escaped brackets', () => {
    const { phrases, weights, words, report } = promptTokens(
      String.raw`(big cat:1.5), (hat:0), \(a`,
      (text) => Array.from({ length: text.length }, () => 1),
      24,
    );
    expect(phrases.map(({ length }) => length)).toEqual([6, 2]);
    expect(weights).toEqual([1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1, 1]);
    expect(words).toEqual([
      { text: 'big', tokens: 3 },
      { text: 'cat', tokens: 3 },
      { text: '(a', tokens: 2 },
    ]);
    expect(report).toMatchObject({ tokens: 8, dropped: '' });
  });

  it('stops at the word that does not fit and reports the rest', () => {
    const { phrases, report } = promptTokens('one two, three fourteen, five', tokenize, 8);
    expect(phrases).toEqual([
      [3, 3, 3, 3],
      [5, 5, 5],
    ]);
    expect(report).toEqual({ tokens: 7, tokenLimit: 8, dropped: 'fourteen, five' });
  });

  it('reads no more of 10,000 characters than it keeps', () => {
    let calls = 0;
    const counted = (text: string) => (calls++, tokenize(text));
    const prompt = 'cat '.repeat(2500);
    const { report } = promptTokens(prompt, counted, 24);
    expect(report.tokens).toBe(24);
    expect(report.dropped).toBe('cat '.repeat(2488).trim());
    expect(calls).toBe(13);
  });
});
