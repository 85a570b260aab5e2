// Stage times of frames: what the engine reports and the rest, and never more of them than the chart shows.
import { expect, test } from 'vitest';
import type { FrameResult } from '../protocol/engine.ts';
import { addFrameTimes, KEPT_FRAMES, totalOf, type FrameTimes } from './frameTimes.ts';

const frame = (timings: FrameResult['timings']): FrameResult => ({
  status: 'done',
  request: { positive: 'cat', negative: '', scale: 1, seed: 7, panes: [] },
  panes: [],
  timings,
  positive: { tokens: 1, tokenLimit: 4, dropped: '' },
  negative: { tokens: 0, tokenLimit: 4, dropped: '' },
});

test('each stage of the prompts stands for itself, and the pictures are all that followed', () => {
  const timed = frame({ tokenize: 1, text: 30, prompt: 9, total: 100 });
  const [times] = addFrameTimes([], timed);
  expect(times).toEqual({ tokenize: 1, text: 30, prompt: 9, pictures: 60 });
  expect(totalOf(times!)).toBe(100);
});

test('the oldest are let go', () => {
  let times: readonly FrameTimes[] = [];
  for (let total = 1; total <= KEPT_FRAMES + 5; total++)
    times = addFrameTimes(times, frame({ tokenize: 0, text: 0, prompt: 0, total }));
  expect(times).toHaveLength(KEPT_FRAMES);
  expect(times[0]?.pictures).toBe(6);
  expect(times.at(-1)?.pictures).toBe(KEPT_FRAMES + 5);
});
