// The two prompts, and presets, which set everything that makes a picture.
import type { StateCreator } from 'zustand';
import type { AppState } from './appState.ts';

/** A picture worth looking at: all that a request holds except its panes. */
export interface Preset {
  /** What the preset shows, in a few words. */
  readonly label: string;
  readonly positive: string;
  readonly negative: string;
  readonly scale: number;
  readonly seed: number;
}

export interface PromptSlice {
  readonly positive: string;
  readonly negative: string;
  readonly setPositive: (text: string) => void;
  readonly setNegative: (text: string) => void;
  /** A locked seed stays as it is. */
  readonly applyPreset: (preset: Preset) => void;
}

/** Rest after the last keystroke before a picture is drawn, in milliseconds. */
export const TYPING_REST = 150;

export const createPromptSlice =
  (initial: Preset): StateCreator<AppState, [], [], PromptSlice> =>
  (set, get) => ({
    positive: initial.positive,
    negative: initial.negative,

    setPositive(text) {
      set({ positive: text });
      get().scheduleFrame(TYPING_REST);
    },

    setNegative(text) {
      set({ negative: text });
      get().scheduleFrame(TYPING_REST);
    },

    applyPreset({ positive, negative, scale, seed }) {
      set({ positive, negative, scale, seed: get().seedLocked ? get().seed : seed });
      get().scheduleFrame(0);
    },
  });
