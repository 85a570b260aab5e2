// The stage times of the last frames, for the diagnostics panel.
import type { FrameResult } from '../protocol/engine.ts';

/** Milliseconds. */
export interface FrameTimes {
  /** Tokens, text encoder, keys and values: 0 where the prompts were known. */
  readonly prompts: number;
  /** All that followed. */
  readonly pictures: number;
}

export const KEPT_FRAMES = 40;

/** @returns the times with those of a finished frame at the end; the oldest are let go */
export function addFrameTimes(times: readonly FrameTimes[], { timings }: FrameResult): readonly FrameTimes[] {
  const { tokenize, text, prompt, total } = timings;
  const prompts = tokenize + text + prompt;
  return [...times, { prompts, pictures: Math.max(0, total - prompts) }].slice(-KEPT_FRAMES);
}
