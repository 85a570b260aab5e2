// Exploring: a sheet of pictures over one or two settings, drawn cell by cell beside the panes.
import type { StateCreator } from 'zustand';
import type { Pixels } from '../lib/shrinkPixels.ts';
import type { PictureFacts } from '../protocol/engine.ts';
import type { AppState } from './appState.ts';
import type { EngineSession } from './engineSession.ts';
import { toProblem, type Problem } from './problem.ts';
import { currentPicture, drawingOrder, planSheet, type Sheet } from './sheet/sheet.ts';
import type { AxisId, AxisSettings } from './sheet/sheetAxes.ts';
import { SheetRunner } from './sheet/sheetRunner.ts';

export interface ExploreSlice {
  readonly exploreOpen: boolean;
  readonly across: AxisId;
  /** `null`: one row, a strip. */
  readonly down: AxisId | null;
  readonly axisSettings: AxisSettings;
  /** The newest that was asked for; it stays as it is when the settings change. */
  readonly sheet: Sheet | null;
  readonly sheetPhase: 'drawing' | 'done' | 'stopped';
  /** By cell: what is drawn so far. */
  readonly drawnCells: Readonly<Record<number, PictureFacts>>;
  readonly sheetProblem: Problem | null;
  /** Opens with a sheet, if an engine can draw it. */
  readonly openExplore: () => void;
  readonly closeExplore: () => void;
  /** The same axis twice makes no sense: the other one gives way. */
  readonly setAxes: (change: { readonly across?: AxisId; readonly down?: AxisId | null }) => void;
  readonly setAxisSettings: (change: Partial<AxisSettings>) => void;
  /** Draws what the settings ask for, in place of the sheet there is. */
  readonly drawSheet: () => void;
  /** What is drawn stays. */
  readonly stopSheet: () => void;
  /** Takes the settings of a cell for the panes. */
  readonly pickCell: (cell: number) => void;
  readonly cellPixels: (cell: number) => Pixels | undefined;
}

const AXIS_SETTINGS: AxisSettings = Object.freeze({ scales: 7, firstSeed: 0, seeds: 6, negatives: '' });

export const createExploreSlice =
  (session: EngineSession): StateCreator<AppState, [], [], ExploreSlice> =>
  (set, get) => {
    const runner = new SheetRunner();
    return {
      exploreOpen: false,
      across: 'scale',
      down: null,
      axisSettings: AXIS_SETTINGS,
      sheet: null,
      sheetPhase: 'stopped',
      drawnCells: {},
      sheetProblem: null,

      openExplore() {
        const { axisSettings, seed, negative } = get();
        const isFirst = axisSettings === AXIS_SETTINGS;
        set({
          exploreOpen: true,
          ...(isFirst && { axisSettings: { ...axisSettings, firstSeed: seed, negatives: `\n${negative}` } }),
        });
        if (get().sheet === null) get().drawSheet();
      },

      closeExplore() {
        get().stopSheet();
        set({ exploreOpen: false });
      },

      setAxes({ across = get().across, down = get().down }) {
        const isAcrossNew = across !== get().across;
        const other = across === 'scale' ? 'seed' : 'scale';
        if (across !== down) set({ across, down });
        else set(isAcrossNew ? { across, down: null } : { across: other, down });
      },

      setAxisSettings: (change) => set({ axisSettings: { ...get().axisSettings, ...change } }),

      drawSheet() {
        if (get().phase !== 'ready') return;
        const sheet = planSheet(get());
        const { engineEpoch } = get();
        set({ sheet, sheetPhase: 'drawing', drawnCells: {}, sheetProblem: null });
        void runner.draw(session.engine, sheet.requests, drawingOrder(sheet, currentPicture(get())), {
          onCell: (cell, facts) => set({ drawnCells: { ...get().drawnCells, [cell]: facts } }),
          onEnd(error) {
            const isDone = Object.keys(get().drawnCells).length === sheet.requests.length;
            // A new engine ends what the one before was drawing, and tells why itself.
            const isOurs = error !== undefined && engineEpoch === get().engineEpoch;
            set({
              sheetPhase: isDone ? 'done' : 'stopped',
              sheetProblem: isOurs ? toProblem(error, 'frame') : null,
            });
          },
        });
      },

      stopSheet() {
        runner.stop();
        if (get().sheetPhase === 'drawing') set({ sheetPhase: 'stopped' });
      },

      pickCell(cell) {
        const request = get().sheet?.requests[cell];
        if (!request) return;
        const { positive, negative, scale, seed, mode } = request;
        set({ positive, negative, scale, seed, steps: request.steps ?? get().steps });
        get().chooseMode(mode);
      },

      cellPixels: (cell) => runner.pixelsOf(cell),
    };
  };
