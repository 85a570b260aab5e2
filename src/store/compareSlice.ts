// How pictures are compared: what each place shows, which two are compared and how, and what part of them is in sight.
import type { StateCreator } from 'zustand';
import type { AppState } from './appState.ts';
import { WHOLE_PICTURE, withinPicture, type Magnification } from './magnification.ts';
import { INITIAL_CHOICES, type PaneChoice, type PaneChoices, type PaneSlot } from './paneSlots.ts';

/** `side`: all side by side. The others are of two panes: one wiped over the other, in its place while held, or their difference. */
export const COMPARE_VIEWS = Object.freeze(['side', 'wipe', 'flip', 'difference'] as const);

export type CompareView = (typeof COMPARE_VIEWS)[number];

/** Plain data, all of it: a link may carry it. */
export interface CompareSlice {
  readonly choices: PaneChoices;
  readonly view: CompareView;
  /** What views of two panes are of, left and right. */
  readonly compared: readonly [PaneSlot, PaneSlot];
  /** Where the divider of `wipe` stands: the share of the left picture, 0 to 1. */
  readonly wipe: number;
  readonly magnification: Magnification;
  /** Where a model cannot draw the mode, `modeOf` says what is shown instead. */
  readonly choosePane: (slot: PaneSlot, choice: Partial<PaneChoice>) => void;
  readonly setView: (view: CompareView) => void;
  readonly setCompared: (left: PaneSlot, right: PaneSlot) => void;
  /** Any finite number; it is clamped to the range. */
  readonly setWipe: (wipe: number) => void;
  readonly setMagnification: (magnification: Magnification) => void;
}

export const createCompareSlice: StateCreator<AppState, [], [], CompareSlice> = (set, get) => ({
  choices: INITIAL_CHOICES,
  view: 'side',
  compared: ['plain', 'steered'],
  wipe: 0.5,
  magnification: WHOLE_PICTURE,

  choosePane(slot, choice) {
    const { choices, info } = get();
    const next = { ...choices[slot], ...choice };
    // The model's first goes without a name: it is what a link means that names none.
    const checkpoint = next.checkpoint === info?.checkpoints[0]?.id ? null : next.checkpoint;
    set({ choices: { ...choices, [slot]: { ...next, checkpoint } } });
    get().scheduleFrame(0);
  },

  setView(view) {
    set({ view });
    get().forgetHidden();
    get().scheduleFrame(0);
  },

  setCompared(left, right) {
    if (left === right) return;
    set({ compared: [left, right] });
    get().forgetHidden();
    get().scheduleFrame(0);
  },

  setWipe(wipe) {
    if (Number.isFinite(wipe)) set({ wipe: Math.min(1, Math.max(0, wipe)) });
  },

  setMagnification(magnification) {
    set({ magnification: withinPicture(magnification) });
  },
});
