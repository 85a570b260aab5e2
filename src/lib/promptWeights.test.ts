// Prompt weights: what a word counts, and that places in the prompt stay what they are.

import { expect, it } from 'vitest';
import { MOST_WEIGHT, readableWord, readPromptWeights } from './promptWeights.ts';

/** Words with their weights. */
function read(prompt: string): Record<string, number> {
  const { text, weightAt } = readPromptWeights(prompt);
  expect(text.length, 'places stay').toBe(prompt.length);
  return Object.fromEntries(
    [...text.matchAll(/[^\s,]+/g)].map(({ 0: word, index }) => [
      readableWord(word),
      Number(weightAt(index).toFixed(4)),
    ]),
  );
}

it.each([
  ['plain words', 'red cat, hat', { red: 1, cat: 1, hat: 1 }],
  ['a number', 'a (red cat:1.3), hat', { a: 1, red: 1.3, cat: 1.3, hat: 1 }],
  ['a number without a leading zero, with spaces', '(cat: .5 )', { cat: 0.5 }],
  ['brackets alone', '(cat) [hat]', { cat: 1.1, hat: 0.9091 }],
  ['nested brackets', '((cat)) (a (b:0.5):2)', { cat: 1.21, a: 2, b: 1 }],
  ['over a comma', '(red, blue:1.5) hat', { red: 1.5, blue: 1.5, hat: 1 }],
  ['zero', '(cat:0)', { cat: 0 }],
  ['escaped brackets', String.raw`cat \(animal\)`, { cat: 1, '(animal)': 1 }],
  ['half a mark', '(cat, hat', { '(cat': 1, hat: 1 }],
  ['the other half', 'cat:1.2)', { 'cat:1.2)': 1 }],
  ['no number after the colon', '(ratio 1:x)', { ratio: 1.1, '1:x': 1.1 }],
  ['brackets that cross', '(a [b) c]', { a: 1.1, '[b': 1.1, 'c]': 1 }],
  ['a clock', 'at 10:30', { at: 1, '10:30': 1 }],
])('%s', (_, prompt, words) => {
  expect(read(prompt)).toEqual(words);
});

it('numbers end at 0 and at the most, and it says so', () => {
  expect(read('(cat:9) (hat:-1)')).toEqual({ cat: MOST_WEIGHT, hat: 0 });
  expect(readPromptWeights('(cat:9)').isClamped).toBe(true);
  expect(readPromptWeights('(cat:2)').isClamped).toBe(false);
});

it('counts brackets to a depth, and is not slow on more', () => {
  const prompt = '('.repeat(20_000) + 'cat' + ')'.repeat(20_000);
  const { text, weightAt } = readPromptWeights(prompt);
  expect(text.length).toBe(prompt.length);
  expect(weightAt(20_001)).toBe(MOST_WEIGHT);
});
