// How hard to steer, which noise to start from, and in how many steps.
import type { StateCreator } from 'zustand';
import type { StepRange } from '../protocol/library.ts';
import { SCALE_RANGE, SEED_RANGE, type NumberRange } from '../protocol/limits.ts';
import { toRange } from '../protocol/readNumber.ts';
import type { AppState } from './appState.ts';
import type { Preset } from './promptSlice.ts';

export interface GuidanceSlice {
  /** How hard to steer, 0 to 1.5. */
  readonly scale: number;
  /** Unsigned 32-bit integer. */
  readonly seed: number;
  /** A locked seed survives presets and the dice. */
  readonly seedLocked: boolean;
  /** Calls of the network a picture; 1 until a model has said what it is at its best with. */
  readonly steps: number;
  /** The model that they were set for; another begins with its own. */
  readonly stepsModel: string | null;
  /** Any finite number; it is clamped to the range. */
  readonly setScale: (scale: number) => void;
  readonly setSeed: (seed: number) => void;
  readonly rollSeed: () => void;
  readonly toggleSeedLock: () => void;
  /** Any finite number; it is clamped to the range of the model. */
  readonly setSteps: (steps: number) => void;
}

/** Dice give short seeds: easy to read out, and more than enough of them. */
const DICE_SIDES = 100_000;

/** A model's steps as a range to type into. */
export function stepsRange({ min, max }: StepRange): NumberRange {
  return { name: 'Steps', min, max, step: 1 };
}

export const createGuidanceSlice =
  (initial: Preset): StateCreator<AppState, [], [], GuidanceSlice> =>
  (set, get) => ({
    scale: initial.scale,
    seed: initial.seed,
    seedLocked: false,
    steps: 1,
    stepsModel: null,

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

    setSteps(steps) {
      const { info } = get();
      if (!info) return;
      set({ steps: toRange(steps, stepsRange(info.steps)) });
      get().scheduleFrame(0);
    },
  });
