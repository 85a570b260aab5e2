// The models there are, the one that is chosen, and the panel that shows them.
import type { StateCreator } from 'zustand';
import type { LocalFile, ModelCard, ModelLibrary } from '../protocol/library.ts';
import type { AppState } from './appState.ts';
import { newestOnly } from './newestOnly.ts';
import { toProblem, type Problem } from './problem.ts';
import { without } from './record.ts';

export interface ModelSlice {
  /** As the library listed them last; `null` before it has. */
  readonly cards: readonly ModelCard[] | null;
  /** What the engine runs or is loading; `null` is the embedded model. */
  readonly modelId: string | null;
  readonly modelsOpen: boolean;
  /** Why there is no list. */
  readonly listProblem: Problem | null;
  /** The last failure of each model: of its download, or of deleting it. */
  readonly modelProblems: Readonly<Record<string, Problem>>;
  /** A dropped folder is being looked through. */
  readonly addingLocal: boolean;
  readonly localProblem: Problem | null;
  /** The last thing that came to a good end, as a sentence for screen readers. */
  readonly modelNews: string;
  readonly openModels: () => void;
  readonly closeModels: () => void;
  /** Asks the library again. Never rejects. */
  readonly refreshModels: () => Promise<void>;
  /** Starts the engine with another model; the prompts stay. @param id `null`: the embedded one */
  readonly chooseModel: (id: string | null) => Promise<void>;
  /** Deletes what is stored, or forgets a local folder. A model that runs gives way to the embedded one first. */
  readonly deleteModel: (id: string) => Promise<void>;
  /** Takes a dropped or picked folder. @returns the id of the new model, `null` where it was refused */
  readonly addLocalFiles: (
    files: readonly LocalFile[] | Promise<readonly LocalFile[]>,
  ) => Promise<string | null>;
}

const INITIAL = {
  cards: null,
  modelsOpen: false,
  listProblem: null,
  modelProblems: {},
  addingLocal: false,
  localProblem: null,
  modelNews: '',
} as const;

export const createModelSlice =
  (library: () => ModelLibrary, initialModelId: string | null): StateCreator<AppState, [], [], ModelSlice> =>
  (set, get) => ({
    ...INITIAL,
    modelId: initialModelId,

    openModels() {
      set({ modelsOpen: true, localProblem: null });
      void get().refreshModels();
    },

    closeModels: () => set({ modelsOpen: false }),

    refreshModels: newestOnly(async (isNewest) => {
      try {
        const cards = await library().list();
        if (isNewest()) set({ cards, listProblem: null });
      } catch (error) {
        if (isNewest()) set({ listProblem: toProblem(error, 'library') });
      }
    }),

    async chooseModel(id) {
      const { cards, modelId, phase } = get();
      const isEmbedded = cards?.some((card) => card.id === id && card.source === 'embedded');
      const chosen = isEmbedded ? null : id;
      if (chosen === modelId && phase !== 'failed') return;
      // Another model may draw where the last one lost the device, and has a recovery of its own.
      set({ modelId: chosen, recoveries: 0 });
      await get().startEngine();
    },

    async deleteModel(id) {
      if (get().modelId === id) void get().chooseModel(null);
      set({ modelProblems: without(get().modelProblems, id) });
      const name = nameOf(get(), id);
      try {
        await library().delete(id);
        set({ modelNews: `${name} is deleted.` });
      } catch (error) {
        set({ modelProblems: { ...get().modelProblems, [id]: toProblem(error, 'library') } });
      }
      await get().refreshModels();
    },

    addLocalFiles: (files) => addLocal(library, files, set, get),
  });

export function nameOf(state: AppState, id: string): string {
  return state.cards?.find((card) => card.id === id)?.name ?? id;
}

async function addLocal(
  library: () => ModelLibrary,
  files: readonly LocalFile[] | Promise<readonly LocalFile[]>,
  set: (change: Partial<AppState>) => void,
  get: () => AppState,
): Promise<string | null> {
  set({ addingLocal: true, localProblem: null });
  try {
    const { id, name } = await library().addLocal(await files);
    await get().refreshModels();
    set({ addingLocal: false, modelNews: `${name} is added and ready to use.` });
    return id;
  } catch (error) {
    set({ addingLocal: false, localProblem: toProblem(error, 'library') });
    return null;
  }
}
