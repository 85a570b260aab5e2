// Phrases: where they are, and that off and on again is the same text.

import { describe, expect, it } from 'vitest';
import { addPhrases, hasPhrases, promptPhrases, removePhrases, switchPhrase } from './promptPhrases.ts';
import { readPromptWeights } from './promptWeights.ts';

const shown = (prompt: string) => promptPhrases(prompt).map(({ text, isOff }) => (isOff ? `-${text}` : text));

const switched = (prompt: string, index: number) => switchPhrase(prompt, promptPhrases(prompt)[index]!);

describe('promptPhrases', () => {
  it.each([
    ['', []],
    [' , ,', []],
    ['blurry', ['blurry']],
    ['blurry,  low   resolution ,dark', ['blurry', 'low resolution', 'dark']],
    ['(blurry:0), (dark:1.3), [red]', ['-blurry', 'dark', 'red']],
    ['(red, blue:1.2), hat', ['red, blue', 'hat']],
    ['((dark:1.3):0)', ['-dark']],
    ['(dark:0) cat', ['dark cat']],
    [String.raw`cat \(a\), (b`, ['cat (a)', '(b']],
  ])('%j', (prompt, phrases) => {
    expect(shown(prompt)).toEqual(phrases);
  });
});

describe('switchPhrase', () => {
  it.each(['blurry, dark', ' blurry ,dark ', 'blurry, (dark:1.3)', '(a, b), c d', String.raw`a\(b\), c`])(
    'off and on again is %j',
    (prompt) => {
      for (const index of promptPhrases(prompt).keys()) {
        const off = switched(prompt, index);
        expect(promptPhrases(off).map(({ isOff }) => isOff)[index]).toBe(true);
        expect(shown(off).filter((text) => text.startsWith('-'))).toHaveLength(1);
        expect(switched(off, index)).toBe(prompt);
      }
    },
  );

  it('what is off counts nothing, and keeps its weight for later', () => {
    const off = switched('(dark:1.3), cat', 0);
    expect(off).toBe('((dark:1.3):0), cat');
    expect(readPromptWeights(off).weightAt(off.indexOf('dark'))).toBe(0);
  });

  it('half a mark is text', () => {
    const off = switched('(cat, hat', 0);
    expect(shown(off)).toEqual(['-(cat', 'hat']);
    expect(shown(switched(off, 0))).toEqual(['(cat', 'hat']);
  });
});

describe('addPhrases', () => {
  it.each([
    ['', 'blurry, dark', 'blurry, dark'],
    ['cat, ', 'blurry, dark', 'cat, blurry, dark'],
    ['Blurry', 'blurry, dark', 'Blurry, dark'],
    ['(blurry:0), cat', 'blurry', 'blurry, cat'],
    ['blurry, dark', 'blurry, dark', 'blurry, dark'],
  ])('%j and %j', (prompt, list, after) => {
    expect(addPhrases(prompt, list)).toBe(after);
  });
});

describe('removePhrases and hasPhrases', () => {
  it.each([
    ['blurry, dark', 'blurry', 'dark'],
    ['Blurry, (dark:1.3), (cat:0)', 'dark, cat', 'Blurry'],
    ['dark blurry', 'blurry', 'dark blurry'],
    ['blurry', 'blurry', ''],
  ])('%j without %j', (prompt, list, after) => {
    expect(removePhrases(prompt, list)).toBe(after);
  });

  it('what is added is there, what is off or removed is not', () => {
    const list = 'blurry, low resolution';
    const added = addPhrases('cat', list);
    expect(hasPhrases(added, list)).toBe(true);
    expect(hasPhrases(switched(added, 1), list)).toBe(false);
    expect(hasPhrases(removePhrases(added, list), list)).toBe(false);
    expect(removePhrases(added, list)).toBe('cat');
  });
});
