// The page around the pictures: its theme, the help that is open, the tour, and what is kept for visits without a network.
import type { StateCreator } from 'zustand';
import type { AppState } from './appState.ts';

export type Theme = 'light' | 'dark';
export type HelpDialog = 'diagnostics' | 'howItWorks';

export interface PageSlice {
  /** `null`: as the system has it. */
  readonly theme: Theme | null;
  readonly help: HelpDialog | null;
  /** Number of the step that is shown, from 0; `null` where no tour is under way. */
  readonly tourStep: number | null;
  /** The tour was finished or dismissed, on this visit or another. */
  readonly tourSeen: boolean;
  /** Whether all of the page is stored for visits without a network. `none`: this browser or server does not do it. */
  readonly offline: 'none' | 'saving' | 'kept' | 'failed';
  /** `waiting`: a newer version is there. `taken`: another tab has put it in place of the one that runs here. */
  readonly update: 'none' | 'waiting' | 'taken';
  /** What of the last visit could not be restored, as a sentence. */
  readonly restoreNotice: string | null;
  /** Whether settings are kept for the next visit: private windows may refuse. */
  readonly settingsKept: boolean;
  readonly setTheme: (theme: Theme) => void;
  readonly openHelp: (help: HelpDialog | null) => void;
  /** @param step `null` ends it, for good */
  readonly setTourStep: (step: number | null) => void;
}

export const createPageSlice: StateCreator<AppState, [], [], PageSlice> = (set) => ({
  theme: null,
  help: null,
  tourStep: null,
  tourSeen: false,
  offline: 'none',
  update: 'none',
  restoreNotice: null,
  settingsKept: true,
  setTheme: (theme) => set({ theme }),
  openHelp: (help) => set({ help }),
  setTourStep: (step) => set(step === null ? { tourStep: null, tourSeen: true } : { tourStep: step }),
});
