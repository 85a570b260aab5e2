// The engine's life: loading, ready, failed; what it is; one restart of its own when the device or the worker is lost.
import type { StateCreator } from 'zustand';
import type { EngineInfo, LoadOptions, LoadProgress, PanePixels } from '../protocol/engine.ts';
import { toRange } from '../protocol/readNumber.ts';
import type { AppState } from './appState.ts';
import type { EngineSession } from './engineSession.ts';
import { stepsRange } from './guidanceSlice.ts';
import type { CanvasId } from './paneSlots.ts';
import { isEngineLost, toProblem, type Problem } from './problem.ts';

export interface EngineSlice {
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly progress: LoadProgress | null;
  /** Of the engine that was ready last. */
  readonly info: EngineInfo | null;
  readonly problem: Problem | null;
  /** Counts engines; a new one needs new canvases. */
  readonly engineEpoch: number;
  /** Restarts that nobody asked for: at most one, so that a broken device cannot loop. */
  readonly recoveries: number;
  /** Starts an engine with the chosen model, in place of the one there is. Never rejects: a failure becomes the problem on the page. */
  readonly startEngine: () => Promise<void>;
  readonly attachCanvas: (id: CanvasId, canvas: OffscreenCanvas) => void;
  readonly readPixels: (id: CanvasId) => Promise<PanePixels>;
  /** As of now. */
  readonly describeEngine: () => Promise<EngineInfo>;
  /** Takes the failure of an engine call: recovers once from a lost engine, else shows it. */
  readonly reportFailure: (error: unknown, during: Problem['during']) => void;
}

const MAX_RECOVERIES = 1;

const INITIAL = {
  phase: 'loading',
  progress: null,
  info: null,
  problem: null,
  engineEpoch: 0,
  recoveries: 0,
} as const;

export const createEngineSlice =
  (session: EngineSession, options: LoadOptions): StateCreator<AppState, [], [], EngineSlice> =>
  (set, get) => ({
    ...INITIAL,

    async startEngine() {
      const epoch = get().engineEpoch + 1;
      const isCurrent = (): boolean => get().engineEpoch === epoch;
      // Before the epoch changes: from then on the page hands over canvases, and they are for this engine.
      const started = session.start(
        withModel(options, get()),
        (progress) => {
          if (isCurrent() && isWorthShowing(progress, get().progress)) set({ progress });
        },
        (reason) => isCurrent() && get().reportFailure(reason, 'frame'),
      );
      set({ phase: 'loading', progress: null, problem: null, engineEpoch: epoch });
      get().forgetFrames();
      try {
        const info = await started;
        if (!isCurrent()) return;
        set({ phase: 'ready', info, progress: null, ...stepsFor(info, get()) });
        get().scheduleFrame(0);
      } catch (error) {
        if (isCurrent()) get().reportFailure(error, 'load');
      }
    },

    attachCanvas: (id, canvas) => void handOver(session, get(), id, canvas),
    readPixels: (id) => session.engine.readPixels(id),
    describeEngine: () => session.engine.describe(),

    reportFailure(error, during) {
      const problem = toProblem(error, during);
      const { recoveries } = get();
      if (during === 'frame' && !isEngineLost(problem)) set({ problem });
      else if (isEngineLost(problem) && recoveries < MAX_RECOVERIES) {
        set({ recoveries: recoveries + 1 });
        void get().startEngine();
      } else {
        set({ problem, phase: 'failed', progress: null });
        get().forgetFrames();
      }
    },
  });

/** The name is for local folders, which no registry knows. */
function withModel(options: LoadOptions, { modelId, cards }: AppState): LoadOptions {
  if (modelId === null) return options;
  const name = cards?.find(({ id }) => id === modelId)?.name;
  return { ...options, modelId, ...(name !== undefined && { modelName: name }) };
}

/** A restart keeps what the person set, as the next visit does; another model begins with what it is at its best with. */
function stepsFor(next: EngineInfo, { stepsModel, steps }: AppState): Partial<AppState> {
  const isSame = stepsModel === next.modelId;
  return {
    steps: isSame ? toRange(steps, stepsRange(next.steps)) : next.steps.initial,
    stepsModel: next.modelId,
  };
}

/** Files arrive in thousands of small pieces; a person sees steps of a hundredth. */
function isWorthShowing(next: LoadProgress, shown: LoadProgress | null): boolean {
  if (shown?.label !== next.label || shown.totalBytes !== next.totalBytes) return true;
  return (
    next.loadedBytes - shown.loadedBytes >= next.totalBytes / 100 || next.loadedBytes === next.totalBytes
  );
}

async function handOver(
  session: EngineSession,
  state: AppState,
  id: CanvasId,
  canvas: OffscreenCanvas,
): Promise<void> {
  try {
    const replacedOneInUse = await session.attachCanvas(id, canvas);
    if (replacedOneInUse) state.forgetCanvas(id);
  } catch (error) {
    state.reportFailure(error, 'frame');
  }
}
