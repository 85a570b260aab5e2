// How hard to steer, and which noise to start from.
import type { StateCreator } from 'zustand';
import { SCALE_RANGE, SEED_RANGE } from '../protocol/limits.ts';
import { toRange } from '../protocol/readNumber.ts';
import type { AppState } from './appState.ts';
import type { Preset } from './promptSlice.ts';

export interface GuidanceSlice {
  /** NASA's alpha, 0 to 1.5. */
  readonly scale: number;
  /** Unsigned 32-bit integer. */
  readonly seed: number;
  /** A locked seed survives presets and the dice. */
  readonly seedLocked: boolean;
  /** Any finite number; it is clamped to the range. */
  readonly setScale: (scale: number) => void;
  readonly setSeed: (seed: number) => void;
  readonly rollSeed: () => void;
  readonly toggleSeedLock: () => void;
}

/** Dice give short seeds: easy to read out, and more than enough of them. */
const DICE_SIDES = 100_000;

export const createGuidanceSlice =
  (initial: Preset): StateCreator<AppState, [], [], GuidanceSlice> =>
  (set, get) => ({
    scale: initial.scale,
    seed: initial.seed,
    seedLocked: false,

    setScale(scale) {
      set({ scale: toRange(scale, SCALE_RANGE) });
      get().scheduleFrame(0);
    },

    setSeed(seed) {
      set({ seed: toRange(seed, SEED_RANGE) });
      get().scheduleFrame(0);
    },

    rollSeed() {
      if (get().seedLocked) return;
      get().setSeed(Math.floor(Math.random() * DICE_SIDES));
    },

    toggleSeedLock() {
      set({ seedLocked: !get().seedLocked });
    },
  });
