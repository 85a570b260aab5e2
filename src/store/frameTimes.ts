// The stage times of the last frames, for the diagnostics panel.
import type { FrameResult } from '../protocol/engine.ts';

/** The stages of a frame, in their order: those of the prompts, which take 0 where the prompts were known, and all that follows. */
export const STAGES = Object.freeze(['tokenize', 'text', 'prompt', 'pictures'] as const);

export type Stage = (typeof STAGES)[number];

/** Milliseconds. */
export type FrameTimes = Readonly<Record<Stage, number>>;

export const KEPT_FRAMES = 40;

/** @returns the times with those of a finished frame at the end; the oldest are let go */
export function addFrameTimes(times: readonly FrameTimes[], { timings }: FrameResult): readonly FrameTimes[] {
  const { tokenize, text, prompt, total } = timings;
  const pictures = Math.max(0, total - tokenize - text - prompt);
  return [...times, { tokenize, text, prompt, pictures }].slice(-KEPT_FRAMES);
}

export function totalOf(times: FrameTimes): number {
  return STAGES.reduce((sum, stage) => sum + times[stage], 0);
}
