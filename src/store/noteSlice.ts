// One sentence at a time about what was just done or refused, with a way on where there is one.
import type { StateCreator } from 'zustand';
import { toWire } from '../protocol/errors.ts';
import type { AppState } from './appState.ts';
import type { PaneSlot } from './paneSlots.ts';
import type { Settings } from './settings/settings.ts';

/** `restore`: back to these settings. `undoRemoval`: what left the history returns. `save`: as a file instead. */
export type NoteOffer =
  | { readonly kind: 'restore'; readonly settings: Settings }
  | { readonly kind: 'undoRemoval' }
  | { readonly kind: 'save'; readonly slot: PaneSlot };

export interface Note {
  /** Counts what was told: the same sentence told again is another note. */
  readonly number: number;
  readonly text: string;
  /** More sentences, one a line. */
  readonly details: readonly string[];
  /** Something was refused or failed: it stays until it is dismissed. */
  readonly isProblem: boolean;
  readonly offer: NoteOffer | null;
}

export interface NoteSlice {
  readonly note: Note | null;
  readonly tell: (text: string, more?: Partial<Omit<Note, 'text' | 'number'>>) => void;
  /** @param error a failure that changed nothing on the page */
  readonly tellProblem: (error: unknown, offer?: NoteOffer) => void;
  readonly dismissNote: () => void;
}

export const createNoteSlice = (): StateCreator<AppState, [], [], NoteSlice> => (set, get) => {
  let told = 0;
  return {
    note: null,

    tell(text, more = {}) {
      told++;
      set({ note: { details: [], isProblem: false, offer: null, ...more, text, number: told } });
    },

    tellProblem(error, offer) {
      const { message, hint } = toWire(error);
      get().tell(message, { details: [hint], isProblem: true, offer: offer ?? null });
    },

    dismissNote: () => set({ note: null }),
  };
};
