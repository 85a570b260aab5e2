// Downloads: which run, how far and how fast; what of them failed is in the models' problems.
import type { StateCreator } from 'zustand';
import type { DownloadProgress, ModelLibrary } from '../protocol/library.ts';
import type { AppState } from './appState.ts';
import { nameOf } from './modelSlice.ts';
import { toProblem } from './problem.ts';
import { without } from './record.ts';
import { TransferRate } from './transferRate.ts';

export interface Download {
  /** `null` until the first word of it. */
  readonly progress: DownloadProgress | null;
  /** Measured over the last seconds; `null` until there is enough to tell. */
  readonly bytesPerSecond: number | null;
  readonly isPausing: boolean;
}

export interface DownloadSlice {
  /** By model: those that run now. */
  readonly downloads: Readonly<Record<string, Download>>;
  /** By model: the address of the licence that the person accepted on this visit. */
  readonly acceptedLicences: Readonly<Record<string, string>>;
  /** Downloads what is missing. Resolves when it has ended in whatever way; a second call while one runs does nothing. */
  readonly startDownload: (id: string, licenceUrl: string) => Promise<void>;
  /** What has arrived is kept. */
  readonly pauseDownload: (id: string) => Promise<void>;
}

/** Milliseconds between two looks at the progress, which comes with every piece of a file. */
const GLANCE = 150;
const PAUSED = 'download-stopped';
const STARTED: Download = Object.freeze({ progress: null, bytesPerSecond: null, isPausing: false });

type Set = (change: Partial<AppState>) => void;
type Get = () => AppState;

export const createDownloadSlice =
  (library: () => ModelLibrary): StateCreator<AppState, [], [], DownloadSlice> =>
  (set, get) => ({
    downloads: {},
    acceptedLicences: {},

    async startDownload(id, licenceUrl) {
      if (get().downloads[id]) return;
      set({
        downloads: { ...get().downloads, [id]: STARTED },
        acceptedLicences: { ...get().acceptedLicences, [id]: licenceUrl },
        modelProblems: without(get().modelProblems, id),
      });
      try {
        await library().download(id, licenceUrl, progressReader(id, set, get));
      } catch (error) {
        const problem = toProblem(error, 'library');
        if (problem.code !== PAUSED) set({ modelProblems: { ...get().modelProblems, [id]: problem } });
      }
      // The list is the truth: what came down may have been deleted meanwhile.
      await get().refreshModels();
      const isReady = get().cards?.some((card) => card.id === id && card.isReady) ?? false;
      set({
        downloads: without(get().downloads, id),
        ...(isReady ? { modelNews: `${nameOf(get(), id)} is downloaded and ready to use.` } : {}),
      });
    },

    async pauseDownload(id) {
      if (!get().downloads[id]) return;
      change(id, { isPausing: true }, set, get);
      try {
        await library().pause(id);
      } catch (error) {
        change(id, { isPausing: false }, set, get);
        set({ modelProblems: { ...get().modelProblems, [id]: toProblem(error, 'library') } });
      }
    },
  });

/** Puts what is worth a glance into the state, with a rate. */
function progressReader(id: string, set: Set, get: Get): (progress: DownloadProgress) => void {
  const rate = new TransferRate();
  let shownAt = -Infinity;
  return (progress) => {
    const time = performance.now();
    const shown = get().downloads[id]?.progress;
    const isNew = shown?.phase !== progress.phase || shown.file !== progress.file;
    if (shown?.phase !== progress.phase) rate.restart();
    if (!isNew && time - shownAt < GLANCE && progress.loadedBytes < progress.totalBytes) return;
    rate.add(progress.loadedBytes, time);
    shownAt = time;
    change(id, { progress, bytesPerSecond: rate.bytesPerSecond }, set, get);
  };
}

/** A download that has ended meanwhile stays ended. */
function change(id: string, patch: Partial<Download>, set: Set, get: Get): void {
  const download = get().downloads[id];
  if (download) set({ downloads: { ...get().downloads, [id]: { ...download, ...patch } } });
}
