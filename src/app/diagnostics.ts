// A small window onto the running page for tests and bug reports: what is on a pane, and when it has come to rest.
import type { GuidanceMode, PanePixels } from '../protocol/engine.ts';
import type { ModelLibrary } from '../protocol/library.ts';
import type { AppStore } from '../store/index.ts';
import { isSettled } from '../store/selectors.ts';

export interface Diagnostics {
  /** The pixels of a pane, read back from the engine. */
  readPixels(mode: GuidanceMode): Promise<PanePixels>;
  /** Resolves once every pane shows what the settings ask for; rejects with the problem that keeps it from that. */
  settled(): Promise<void>;
  /** The page's own; `openPort` reads model files as the engine does. */
  readonly library: DiagnosedLibrary;
}

type DiagnosedLibrary = ModelLibrary & { openPort(): MessagePort };

declare global {
  interface Window {
    __steeraway: Diagnostics;
  }
}

export function installDiagnostics(store: AppStore, library: DiagnosedLibrary): void {
  window.__steeraway = {
    readPixels: (mode) => store.getState().readPixels(mode),
    settled: () => untilSettled(store),
    library,
  };
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
