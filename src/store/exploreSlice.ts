// Exploring: a sheet of pictures over one or two settings, drawn cell by cell beside the panes.
import type { StateCreator } from 'zustand';
import type { Pixels } from '../lib/shrinkPixels.ts';
import type { PictureFacts } from '../protocol/engine.ts';
import type { AppState } from './appState.ts';
import type { EngineSession } from './engineSession.ts';
import { toProblem, type Problem } from './problem.ts';
import { currentPicture, drawingOrder, planSheet, type Sheet } from './sheet/sheet.ts';
import type { AxisId, AxisSettings } from './sheet/sheetAxes.ts';
import { SheetRunner, type SheetPort } from './sheet/sheetRunner.ts';

export interface AxesChange {
  readonly across?: AxisId;
  readonly down?: AxisId | null;
}

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
  readonly setAxes: (change: AxesChange) => void;
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

const INITIAL = {
  exploreOpen: false,
  across: 'scale',
  down: null,
  axisSettings: AXIS_SETTINGS,
  sheet: null,
  sheetPhase: 'stopped',
  drawnCells: {},
  sheetProblem: null,
} as const;

export const createExploreSlice =
  (session: EngineSession): StateCreator<AppState, [], [], ExploreSlice> =>
  (set, get) => {
    const runner = new SheetRunner();
    return {
      ...INITIAL,

      openExplore() {
        set({ exploreOpen: true, axisSettings: settingsToOpenWith(get()) });
        if (get().sheet === null) get().drawSheet();
      },

      closeExplore() {
        get().stopSheet();
        set({ exploreOpen: false });
      },

      setAxes: (change) => set(axesAfter(get(), change)),
      setAxisSettings: (change) => set({ axisSettings: { ...get().axisSettings, ...change } }),

      drawSheet() {
        if (get().phase !== 'ready') return;
        const sheet = planSheet(get());
        set({ sheet, sheetPhase: 'drawing', drawnCells: {}, sheetProblem: null });
        const order = drawingOrder(sheet, currentPicture(get()));
        void runner.draw(session.engine, sheet.requests, order, sheetPort(sheet, set, get));
      },

      stopSheet() {
        runner.stop();
        if (get().sheetPhase === 'drawing') set({ sheetPhase: 'stopped' });
      },

      pickCell(cell) {
        const request = get().sheet?.requests[cell];
        if (!request) return;
        const { positive, negative, scale, seed, mode, checkpoint = null, steps = get().steps } = request;
        set({ positive, negative, scale, seed, steps });
        get().choosePane('steered', { mode, checkpoint });
      },

      cellPixels: (cell) => runner.pixelsOf(cell),
    };
  };

function sheetPort(sheet: Sheet, set: (change: Partial<AppState>) => void, get: () => AppState): SheetPort {
  const { engineEpoch } = get();
  return {
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
  };
}

/** The first time with the seed and the negative of the moment; later, and on later visits, as the person left them. */
function settingsToOpenWith({ axisSettings, seed, negative }: AppState): AxisSettings {
  const names = Object.keys(AXIS_SETTINGS) as (keyof AxisSettings)[];
  if (names.some((name) => axisSettings[name] !== AXIS_SETTINGS[name])) return axisSettings;
  return { ...axisSettings, firstSeed: seed, negatives: `\n${negative}` };
}

function axesAfter(
  before: Pick<ExploreSlice, 'across' | 'down'>,
  { across = before.across, down = before.down }: AxesChange,
): Pick<ExploreSlice, 'across' | 'down'> {
  if (across !== down) return { across, down };
  if (across !== before.across) return { across, down: null };
  return { across: across === 'scale' ? 'seed' : 'scale', down };
}
