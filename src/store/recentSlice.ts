// The prompts of late, newest first: both fields together, as text.
import type { StateCreator } from 'zustand';
import type { AppState } from './appState.ts';
import type { PromptPair } from './recentPrompts.ts';

export interface RecentSlice {
  readonly recentPrompts: readonly PromptPair[];
  /** Leaves seed and scale alone. */
  readonly applyPrompts: (prompts: PromptPair) => void;
  readonly clearRecentPrompts: () => void;
}

export const createRecentSlice: StateCreator<AppState, [], [], RecentSlice> = (set, get) => ({
  recentPrompts: [],

  applyPrompts({ positive, negative }) {
    set({ positive, negative });
    get().scheduleFrame(0);
  },

  clearRecentPrompts() {
    set({ recentPrompts: [] });
  },
});
