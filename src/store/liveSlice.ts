// Live: an animation that plays through the settings, as a wish that the page's player carries out; and the list of shortcuts.
import type { StateCreator } from 'zustand';
import type { AppState } from './appState.ts';
import type { LiveMotion, LiveSpeed } from './livePace.ts';

export interface LiveSlice {
  /** Its controls are in sight. */
  readonly liveOpen: boolean;
  readonly isPlaying: boolean;
  /** What the panes show is being recorded. */
  readonly isRecording: boolean;
  /** The list of keyboard shortcuts is in sight. */
  readonly shortcutsOpen: boolean;
  readonly liveMotion: LiveMotion;
  readonly liveSpeed: LiveSpeed;
  readonly picturesPerSeed: number;
  readonly toggleLiveBar: () => void;
  readonly openShortcuts: () => void;
  readonly closeShortcuts: () => void;
  readonly playLive: () => void;
  readonly stopLive: () => void;
  readonly toggleLive: () => void;
  readonly setRecording: (isRecording: boolean) => void;
  readonly setLive: (
    change: Partial<Pick<LiveSlice, 'liveMotion' | 'liveSpeed' | 'picturesPerSeed'>>,
  ) => void;
  /** One step of the animation: both settings at once, and one frame for them. */
  readonly stepLive: (change: Partial<Pick<AppState, 'scale' | 'seed'>>) => void;
}

export const createLiveSlice: StateCreator<AppState, [], [], LiveSlice> = (set, get) => ({
  liveOpen: false,
  isPlaying: false,
  isRecording: false,
  shortcutsOpen: false,
  liveMotion: 'scale',
  liveSpeed: 'normal',
  picturesPerSeed: 8,

  toggleLiveBar() {
    if (get().liveOpen) get().stopLive();
    set({ liveOpen: !get().liveOpen });
  },

  openShortcuts: () => set({ shortcutsOpen: true }),
  closeShortcuts: () => set({ shortcutsOpen: false }),

  playLive() {
    // What moves by itself has to show how it is stopped.
    if (get().phase === 'ready') set({ isPlaying: true, liveOpen: true });
  },

  stopLive: () => set({ isPlaying: false }),
  toggleLive: () => (get().isPlaying ? get().stopLive() : get().playLive()),
  setRecording: (isRecording) => set({ isRecording }),
  setLive: (change) => set(change),

  stepLive(change) {
    set(change);
    get().scheduleFrame(0);
  },
});
