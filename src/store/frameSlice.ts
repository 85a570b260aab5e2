// Frames: what each pane shows, and whether a newer picture is on its way.
import type { StateCreator } from 'zustand';
import type { FrameResult } from '../protocol/engine.ts';
import type { AppState } from './appState.ts';
import type { EngineSession } from './engineSession.ts';
import { addFrameTimes, type FrameTimes } from './frameTimes.ts';
import { FrameRunner } from './frameRunner.ts';
import { isPaneSlot, type PaneSlot } from './paneSlots.ts';
import { changePane, emptyPanes, showPicture, type Panes } from './paneState.ts';
import { wantedFrame } from './selectors.ts';

export interface FrameSlice {
  readonly panes: Panes;
  /** A change is waiting for its rest, or is being drawn. */
  readonly busy: boolean;
  /** The newest finished frame: timings and what the tokenizer made of the prompts. */
  readonly lastFrame: FrameResult | null;
  /** Of the last frames, the newest at the end. */
  readonly frameTimes: readonly FrameTimes[];
  /** Draws what the settings ask for after `rest` milliseconds without another call. */
  readonly scheduleFrame: (rest: number) => void;
  /** This pane has a fresh canvas: draws it again. */
  readonly forgetPane: (slot: PaneSlot) => void;
  /** The canvases are gone: nothing is shown, and what is still running will not be. */
  readonly forgetFrames: () => void;
}

export const createFrameSlice =
  (session: EngineSession): StateCreator<AppState, [], [], FrameSlice> =>
  (set, get) => {
    const runner = new FrameRunner({
      engine: () => session.engine,
      wanted: () => wantedFrame(get()),
      panes: () => get().panes,
      onPane(request, pane) {
        if (isPaneSlot(pane.id)) set({ panes: showPicture(get().panes, pane.id, request, pane) });
      },
      onDone: (lastFrame) =>
        set({ lastFrame, frameTimes: addFrameTimes(get().frameTimes, lastFrame), problem: null }),
      onError: (error) => get().reportFailure(error, 'frame'),
      onBusy: (busy) => set({ busy }),
    });

    return {
      panes: emptyPanes(),
      busy: false,
      lastFrame: null,
      frameTimes: [],

      scheduleFrame(rest) {
        // Before that, becoming ready draws with the settings of that moment.
        if (get().phase === 'ready') runner.schedule(rest);
      },

      forgetPane(slot) {
        set({ panes: changePane(get().panes, slot, { shown: null }) });
        get().scheduleFrame(0);
      },

      forgetFrames() {
        runner.forget();
        set({ panes: emptyPanes(get().panes), busy: false, lastFrame: null });
      },
    };
  };
