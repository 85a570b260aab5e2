// What each pane shows now, and whether that is still what was asked for.
import type { DifferenceResult, FrameRequest, PaneId, PaneRequest, PaneResult } from '../protocol/engine.ts';
import { DRAWING_ORDER, isPaneSlot, PANE_SLOTS, type PaneSlot } from './paneSlots.ts';

/** The settings behind a picture, and what the engine made of them. */
export type ShownPicture = Omit<FrameRequest, 'panes' | 'difference'> &
  Pick<PaneResult, 'mode' | 'guidance' | 'checkpoint'>;

export interface PaneState {
  /** Counts the frames shown in this pane; 0 is a pane that never showed one. */
  readonly frameId: number;
  /** What is on the canvas; `null` when there is nothing, or when it is not known. */
  readonly shown: ShownPicture | null;
  /** Milliseconds that the shown frame took in this pane. */
  readonly milliseconds: number | null;
  /** When the GPU had finished it: milliseconds since 1970, as in `PaneResult`. */
  readonly finishedAt: number | null;
}

/** A heat map, and which frames of its two panes it is of. */
export interface ShownDifference extends Pick<DifferenceResult, 'mean' | 'changed'> {
  readonly between: readonly [PaneSlot, PaneSlot];
  readonly frameIds: readonly [number, number];
}

export type Panes = Readonly<Record<PaneSlot, PaneState>>;

const EMPTY: PaneState = Object.freeze({ frameId: 0, shown: null, milliseconds: null, finishedAt: null });

/** @returns panes with nothing on their canvases; frame ids go on from `before`, so that an id never comes twice. */
export function emptyPanes(before?: Panes): Panes {
  const empty = (slot: PaneSlot): PaneState => ({ ...EMPTY, frameId: before?.[slot].frameId ?? 0 });
  return { plain: empty('plain'), steered: empty('steered'), cfg: empty('cfg') };
}

export function changePane(panes: Panes, slot: PaneSlot, change: Partial<PaneState>): Panes {
  return { ...panes, [slot]: { ...panes[slot], ...change } };
}

/** @returns the pane with the picture that the engine has put on its canvas */
export function showPicture(
  panes: Panes,
  slot: PaneSlot,
  { panes: _, difference: __, ...settings }: FrameRequest,
  { mode, guidance, checkpoint, frame, finishedAt }: PaneResult,
): Panes {
  const frameId = panes[slot].frameId + 1;
  return changePane(panes, slot, {
    frameId,
    shown: { ...settings, mode, guidance, checkpoint },
    milliseconds: frame,
    finishedAt,
  });
}

/** @returns the heat map that the engine has drawn between what the panes show now, if it has drawn one */
export function showDifference(
  panes: Panes,
  result: DifferenceResult | undefined,
): ShownDifference | undefined {
  const [left = '', right = ''] = result?.between ?? [];
  if (!result || !isPaneSlot(left) || !isPaneSlot(right)) return undefined;
  const { mean, changed } = result;
  return { mean, changed, between: [left, right], frameIds: [panes[left].frameId, panes[right].frameId] };
}

/** @returns panes of which only those of `kept` still tell what they show */
export function forgetOthers(panes: Panes, kept: readonly PaneSlot[]): Panes {
  return PANE_SLOTS.filter((slot) => !kept.includes(slot)).reduce(
    (left, slot) => changePane(left, slot, { shown: null, milliseconds: null, finishedAt: null }),
    panes,
  );
}

/** @returns the panes whose canvas shows something else than `wanted` asks for, in drawing order. */
export function stalePanes(panes: Panes, wanted: FrameRequest): readonly PaneId[] {
  return DRAWING_ORDER.filter((slot) => {
    const asked = wanted.panes.find(({ id }) => id === slot);
    return asked !== undefined && !showsSamePicture(asked, panes[slot].shown, wanted);
  });
}

/** An unguided picture depends on neither the negative nor the scale, so a slider move leaves it alone. */
function showsSamePicture(
  { mode, checkpoint }: PaneRequest,
  shown: ShownPicture | null,
  wanted: FrameRequest,
): boolean {
  if (shown?.positive !== wanted.positive || shown.seed !== wanted.seed) return false;
  if (shown.steps !== wanted.steps || shown.mode !== mode) return false;
  if (shown.checkpoint !== checkpoint) return false;
  return mode === 'none' || (shown.negative === wanted.negative && shown.scale === wanted.scale);
}
