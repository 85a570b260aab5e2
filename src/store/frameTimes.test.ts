// Stage times of frames: prompts apart from pictures, and never more of them than the chart shows.
import { expect, test } from 'vitest';
import type { FrameResult } from '../protocol/engine.ts';
import { addFrameTimes, KEPT_FRAMES, type FrameTimes } from './frameTimes.ts';

const frame = (timings: FrameResult['timings']): FrameResult => ({
  status: 'done',
  request: { positive: 'cat', negative: '', scale: 1, seed: 7, panes: [] },
  panes: [],
  timings,
  positive: { tokens: 1, tokenLimit: 4, dropped: '' },
  negative: { tokens: 0, tokenLimit: 4, dropped: '' },
});

test('what the prompts took is apart from what followed', () => {
  const timed = frame({ tokenize: 1, text: 30, prompt: 9, total: 100 });
  expect(addFrameTimes([], timed)).toEqual([{ prompts: 40, pictures: 60 }]);
});

test('the oldest are let go', () => {
  let times: readonly FrameTimes[] = [];
  for (let total = 1; total <= KEPT_FRAMES + 5; total++)
    times = addFrameTimes(times, frame({ tokenize: 0, text: 0, prompt: 0, total }));
  expect(times).toHaveLength(KEPT_FRAMES);
  expect(times[0]?.pictures).toBe(6);
  expect(times.at(-1)?.pictures).toBe(KEPT_FRAMES + 5);
});
