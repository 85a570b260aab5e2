// Frames: what each pane shows, and whether a newer picture is on its way.
import type { StateCreator } from 'zustand';
import type { FrameResult } from '../protocol/engine.ts';
import type { AppState } from './appState.ts';
import type { EngineSession } from './engineSession.ts';
import { addFrameTimes, type FrameTimes } from './frameTimes.ts';
import { FrameRunner, type FramePort } from './frameRunner.ts';
import { DIFFERENCE, isPaneSlot, visibleSlots, type CanvasId } from './paneSlots.ts';
import {
  changePane,
  emptyPanes,
  forgetOthers,
  showDifference,
  showPicture,
  type Panes,
  type ShownDifference,
} from './paneState.ts';
import { isDifferenceStale, wantedFrame } from './selectors.ts';

export interface FrameSlice {
  readonly panes: Panes;
  /** What is on the heat map's canvas; `null` when there is nothing, or when it is not known. */
  readonly difference: ShownDifference | null;
  /** A change is waiting for its rest, or is being drawn. */
  readonly busy: boolean;
  /** A person stopped what was on its way; the next change draws again. */
  readonly frameStopped: boolean;
  /** The newest finished frame: timings and what the tokenizer made of the prompts. */
  readonly lastFrame: FrameResult | null;
  /** Of the last frames, the newest at the end. */
  readonly frameTimes: readonly FrameTimes[];
  /** Draws what the settings ask for after `rest` milliseconds without another call. */
  readonly scheduleFrame: (rest: number) => void;
  /** Stops what is on its way: the panes keep their last whole pictures. */
  readonly stopFrame: () => void;
  /** This pane, or the heat map, has a fresh canvas: draws it again. */
  readonly forgetCanvas: (id: CanvasId) => void;
  /** Panes out of sight are no longer kept up to date, and the engine may free their pictures. */
  readonly forgetHidden: () => void;
  /** The canvases are gone: nothing is shown, and what is still running will not be. */
  readonly forgetFrames: () => void;
}

export const createFrameSlice =
  (session: EngineSession): StateCreator<AppState, [], [], FrameSlice> =>
  (set, get) => {
    const runner = new FrameRunner(framePort(session, set, get));
    return {
      panes: emptyPanes(),
      difference: null,
      busy: false,
      frameStopped: false,
      lastFrame: null,
      frameTimes: [],

      scheduleFrame(rest) {
        // Before that, becoming ready draws with the settings of that moment.
        if (get().phase !== 'ready') return;
        if (get().frameStopped) set({ frameStopped: false });
        runner.schedule(rest);
      },

      stopFrame() {
        if (!get().busy) return;
        set({ frameStopped: true });
        runner.stop();
      },

      forgetCanvas(id) {
        if (id === DIFFERENCE) set({ difference: null });
        else set({ panes: changePane(get().panes, id, { shown: null }) });
        get().scheduleFrame(0);
      },

      forgetHidden() {
        set({ panes: forgetOthers(get().panes, visibleSlots(get())) });
      },

      forgetFrames() {
        runner.forget();
        const nothing = { difference: null, busy: false, frameStopped: false, lastFrame: null } as const;
        set({ panes: emptyPanes(get().panes), ...nothing });
      },
    };
  };

function framePort(
  session: EngineSession,
  set: (change: Partial<AppState>) => void,
  get: () => AppState,
): FramePort {
  return {
    engine: () => session.engine,
    wanted: () => wantedFrame(get()),
    panes: () => get().panes,
    isDifferenceStale: () => isDifferenceStale(get()),
    onPane(request, pane) {
      if (isPaneSlot(pane.id)) set({ panes: showPicture(get().panes, pane.id, request, pane) });
    },
    onDone: (frame) => set({ ...finished(get(), frame), lastFrame: frame, problem: null }),
    onError: (error) => get().reportFailure(error, 'frame'),
    onBusy: (busy) => set({ busy }),
  };
}

function finished(
  { panes, difference, frameTimes }: AppState,
  frame: FrameResult,
): Pick<FrameSlice, 'difference' | 'frameTimes'> {
  return {
    difference: showDifference(panes, frame.difference) ?? difference,
    frameTimes: addFrameTimes(frameTimes, frame),
  };
}
