// Where a picture reads its words: asked of the engine only while a person looks, and again for each new picture of the pane.
import type { StateCreator } from 'zustand';
import type { AttentionMaps, WordAttention } from '../protocol/engine.ts';
import type { AppState } from './appState.ts';
import { AttentionReader, type AskedPicture } from './attentionReader.ts';
import type { EngineSession } from './engineSession.ts';
import type { PaneSlot } from './paneSlots.ts';
import { toProblem } from './problem.ts';

/** What is told of a word without its map. */
export type AttendedWord = Omit<WordAttention, 'map'>;

export type AttentionMap = Pick<WordAttention, 'map'> & Pick<AttentionMaps, 'side'>;

/** Of one picture. */
export interface ShownAttention {
  readonly frameId: number;
  readonly words: readonly AttendedWord[];
  readonly nothing: AttentionMaps['nothing'];
}

export interface AttentionSlice {
  /** The pane whose words are laid out; `null`: nobody looks. */
  readonly attentionSlot: PaneSlot | null;
  /** `null` until the engine has told. */
  readonly attention: ShownAttention | null;
  /** Why it cannot be told, in a sentence. */
  readonly attentionProblem: string | null;
  /** The word whose map lies over the picture: its place among the words. */
  readonly attendedWord: number | null;
  /** Lays out the words of this pane, or puts them away. */
  readonly toggleAttention: (slot: PaneSlot) => void;
  /** Brings the words up to the picture that the pane shows now. Never rejects. */
  readonly refreshAttention: () => Promise<void>;
  readonly pointAtWord: (word: number | null) => void;
  /** Of a word of `attention`: [side, side], row by row. */
  readonly attentionMap: (word: number) => AttentionMap | null;
}

const NOTHING = { attention: null, attentionProblem: null, attendedWord: null } as const;

export const createAttentionSlice =
  (session: EngineSession): StateCreator<AppState, [], [], AttentionSlice> =>
  (set, get) => {
    const reader = new AttentionReader(session);
    return {
      attentionSlot: null,
      ...NOTHING,

      toggleAttention(slot) {
        set({ attentionSlot: get().attentionSlot === slot ? null : slot, ...NOTHING });
        void get().refreshAttention();
      },

      async refreshAttention() {
        try {
          await reader.readWhile(
            () => unreadPicture(get()),
            (attention) =>
              set({ attention, attentionProblem: null, attendedWord: stillAttended(get(), attention) }),
          );
        } catch (error) {
          set({ ...NOTHING, attentionProblem: toProblem(error, 'frame').message });
        }
      },

      pointAtWord: (word) => set({ attendedWord: word }),

      attentionMap(word) {
        const { maps } = reader;
        const found = maps?.words[word];
        return maps && found ? { side: maps.side, map: found.map } : null;
      },
    };
  };

/** The picture in the pane that is looked at, where its words are not known yet. */
function unreadPicture({ attentionSlot: slot, panes, attention }: AppState): AskedPicture | undefined {
  if (slot === null) return undefined;
  const { shown, frameId } = panes[slot];
  return shown && attention?.frameId !== frameId ? { slot, shown, frameId } : undefined;
}

/** A word keeps its map over the next picture where it is the same word there. */
function stillAttended({ attention, attendedWord }: AppState, next: ShownAttention): number | null {
  if (attendedWord === null) return null;
  return isSameWord(next.words[attendedWord], attention?.words[attendedWord]) ? attendedWord : null;
}

function isSameWord(one: AttendedWord | undefined, other: AttendedWord | undefined): boolean {
  return one !== undefined && one.text === other?.text && one.sign === other.sign;
}
