// A sheet of pictures: one setting varied across, one down, all else as it is; and which of its cells is drawn next.
import type { CheckpointFacts, PictureRequest } from '../../protocol/engine.ts';
import type { AppState } from '../appState.ts';
import { paneRequest } from '../paneSlots.ts';
import { AXES, MAX_COLUMNS, MAX_ROWS, type AxisId, type AxisValue } from './sheetAxes.ts';

export interface SheetAxis {
  readonly id: AxisId;
  readonly values: readonly AxisValue[];
  /** Values that a sheet has no room for. */
  readonly leftOut: number;
}

/** Cell `row * columns + column` is of that row and column. */
export interface Sheet {
  readonly across: SheetAxis;
  /** `null`: one row. */
  readonly down: SheetAxis | null;
  /** Of cell after cell. */
  readonly requests: readonly PictureRequest[];
  readonly modelName: string;
  /** The model's sets of weights. */
  readonly checkpoints: readonly CheckpointFacts[];
  /** Two sheets of the same key have the same pictures. */
  readonly key: string;
}

type SheetState = Pick<AppState, 'across' | 'down' | 'axisSettings'> & PictureState;
type PictureState = Pick<AppState, 'positive' | 'negative' | 'scale' | 'seed' | 'steps' | 'info'> &
  Parameters<typeof paneRequest>[1];

/** The picture that the settings of the moment ask for. */
export function currentPicture(state: PictureState): PictureRequest {
  const { positive, negative, scale, seed, steps } = state;
  return { positive, negative, scale, seed, steps, ...paneRequest('steered', state) };
}

/** What would be drawn with the settings of the moment. */
export function planSheet(state: SheetState): Sheet {
  const axis = (id: AxisId, most: number): SheetAxis => {
    const values = AXES[id].values(state.axisSettings, state.info);
    return { id, values: values.slice(0, most), leftOut: Math.max(0, values.length - most) };
  };
  const across = axis(state.across, MAX_COLUMNS);
  const down = state.down && axis(state.down, MAX_ROWS);
  const rest = currentPicture(state);
  const requests = (down?.values ?? [{ change: {} }]).flatMap((row) =>
    across.values.map((column) => ({ ...rest, ...row.change, ...column.change })),
  );
  const { modelId = '', modelName = '', checkpoints = [] } = state.info ?? {};
  return { across, down, requests, modelName, checkpoints, key: keyOf(across, down, rest, modelId) };
}

/** Indices of the cells, those nearest to `current` first: the picture in front of a person's eyes, then its neighbours. */
export function drawingOrder({ across, down, requests }: Sheet, current: PictureRequest): readonly number[] {
  const columns = across.values.length;
  const column = nearest(across.values, current);
  const row = down ? nearest(down.values, current) : 0;
  const distance = (cell: number): number =>
    Math.hypot((cell % columns) - column, Math.floor(cell / columns) - row);
  return requests.map((_, cell) => cell).sort((a, b) => distance(a) - distance(b) || a - b);
}

/** @returns the cell that is the current picture; -1 where there is none */
export function currentCell({ requests }: Sheet, current: PictureRequest): number {
  return requests.findIndex((request) => isSame(request, current));
}

function isSame(left: PictureRequest, right: PictureRequest): boolean {
  const sames = ['positive', 'negative', 'scale', 'seed', 'steps', 'mode', 'checkpoint'] as const;
  return sames.every((setting) => left[setting] === right[setting]);
}

/** What an axis varies is no part of the rest. */
function keyOf(across: SheetAxis, down: SheetAxis | null, rest: PictureRequest, modelId: string): string {
  const kept = { ...rest, [across.id]: undefined, ...(down && { [down.id]: undefined }) };
  const changes = [across, down].map((axis) => axis?.values.map(({ change }) => change));
  return JSON.stringify([modelId, kept, changes]);
}

function nearest(values: readonly AxisValue[], current: PictureRequest): number {
  const distances = values.map(({ change }) => distanceTo(change, current));
  return distances.indexOf(Math.min(...distances));
}

function distanceTo(change: Partial<PictureRequest>, current: PictureRequest): number {
  if (change.scale !== undefined) return Math.abs(change.scale - current.scale);
  if (change.seed !== undefined) return Math.abs(change.seed - current.seed);
  const names = Object.keys(change) as (keyof PictureRequest)[];
  return names.every((name) => change[name] === current[name]) ? 0 : 1;
}
