// A small window onto the running page for tests and bug reports: what is on a pane, since when, and when it has come to rest.
import type { EngineInfo, PanePixels } from '../protocol/engine.ts';
import type { ModelLibrary } from '../protocol/library.ts';
import type { AppStore } from '../store/index.ts';
import { PANE_SLOTS, type CanvasId, type PaneSlot } from '../store/paneSlots.ts';
import { isSettled } from '../store/selectors.ts';

export interface Diagnostics {
  /** The pixels of a pane or of the heat map, read back from the engine. */
  readPixels(id: CanvasId): Promise<PanePixels>;
  /** Tells of every picture that comes onto a pane. @returns ends that */
  onPicture(listener: (picture: DiagnosedPicture) => void): () => void;
  /** Resolves once every pane shows what the settings ask for; rejects with the problem that keeps it from that. */
  settled(): Promise<void>;
  /** What runs where, with the attention kernels and how each was chosen: for bug reports. */
  engine(): Promise<EngineInfo>;
  /** The page's own; `openPort` reads model files as the engine does. */
  readonly library: DiagnosedLibrary;
}

export interface DiagnosedPicture {
  readonly slot: PaneSlot;
  readonly scale: number;
  /** When the GPU had finished it, on this page's `performance.now()`. */
  readonly finishedAt: number;
}

type DiagnosedLibrary = ModelLibrary & { openPort(): MessagePort };

declare global {
  interface Window {
    __steeraway: Diagnostics;
  }
}

export function installDiagnostics(store: AppStore, library: DiagnosedLibrary): void {
  window.__steeraway = {
    readPixels: (id) => store.getState().readPixels(id),
    onPicture: (listener) => watchPictures(store, listener),
    settled: () => untilSettled(store),
    engine: () => store.getState().describeEngine(),
    library,
  };
}

function watchPictures(store: AppStore, listener: (picture: DiagnosedPicture) => void): () => void {
  return store.subscribe(({ panes }, before) => {
    for (const slot of PANE_SLOTS) {
      const { frameId, shown, finishedAt } = panes[slot];
      if (frameId === before.panes[slot].frameId || !shown || finishedAt === null) continue;
      listener({ slot, scale: shown.scale, finishedAt: finishedAt - performance.timeOrigin });
    }
  });
}

async function untilSettled(store: AppStore): Promise<void> {
  await new Promise<void>((resolve) => {
    const check = (): void => {
      if (!isSettled(store.getState())) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = store.subscribe(check);
    check();
  });
  const { problem } = store.getState();
  if (problem) throw new Error(`${problem.code}: ${problem.message}`);
}
