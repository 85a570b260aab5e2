// The list of recent prompts: its order, its bounds, and storage that holds anything at all.

import { describe, expect, it } from 'vitest';
import { addRecent, MOST_RECENT, readRecent, writeRecent, type PromptPair } from './recentPrompts.ts';

const pair = (positive: string, negative = ''): PromptPair => ({ positive, negative });
const LIST = [pair('cat', 'blurry'), pair('dog')];

describe('addRecent', () => {
  it('puts the newest first, and each once', () => {
    expect(addRecent(LIST, pair('fox'))).toEqual([pair('fox'), ...LIST]);
    expect(addRecent(LIST, pair('dog'))).toEqual([pair('dog'), LIST[0]]);
  });

  it('lets a prompt grow', () => {
    expect(addRecent(LIST, pair('cat in a hat', 'blurry'))).toEqual([
      pair('cat in a hat', 'blurry'),
      LIST[1],
    ]);
    expect(addRecent(LIST, pair('doghouse'))).toHaveLength(3);
  });

  it('keeps the most that it may, and nothing empty or endless', () => {
    const full = Array.from({ length: 50 }, (_, i) => pair(`${i} cats`)).reduce(addRecent, []);
    expect(full).toHaveLength(MOST_RECENT);
    expect(full[0]).toEqual(pair('49 cats'));
    expect(addRecent(LIST, pair(' ', '\n'))).toBe(LIST);
    expect(addRecent(LIST, pair('x'.repeat(5000)))).toBe(LIST);
  });
});

describe('readRecent', () => {
  it('reads what was written', () => {
    expect(readRecent(writeRecent(LIST))).toEqual(LIST);
  });

  it.each([null, '', '{', '[[[', '"cat"', '{"positive":"cat"}', '7'])('makes nothing of %j', (written) => {
    expect(readRecent(written)).toEqual([]);
  });

  it('keeps what is sound beside what is not', () => {
    const written = JSON.stringify([
      { positive: 'cat' },
      LIST[0],
      null,
      { positive: 1, negative: '' },
      LIST[1],
    ]);
    expect(readRecent(written)).toEqual(LIST);
  });
});
