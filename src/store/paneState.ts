// What each pane shows now, and whether that is still what was asked for.
import type { FrameRequest, PaneId, PaneRequest, PaneResult } from '../protocol/engine.ts';
import { DRAWING_ORDER, type PaneSlot } from './paneSlots.ts';

/** The settings behind a picture, and what the engine made of them. */
export type ShownPicture = Omit<FrameRequest, 'panes'> & Pick<PaneResult, 'mode' | 'guidance'>;

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
  { panes: _, ...settings }: FrameRequest,
  { mode, guidance, frame, finishedAt }: PaneResult,
): Panes {
  const frameId = panes[slot].frameId + 1;
  return changePane(panes, slot, {
    frameId,
    shown: { ...settings, mode, guidance },
    milliseconds: frame,
    finishedAt,
  });
}

/** @returns the panes whose canvas shows something else than `wanted` asks for, in drawing order. */
export function stalePanes(panes: Panes, wanted: FrameRequest): readonly PaneId[] {
  return DRAWING_ORDER.filter((slot) => {
    const asked = wanted.panes.find(({ id }) => id === slot);
    return asked !== undefined && !showsSamePicture(asked, panes[slot].shown, wanted);
  });
}

/** An unguided picture depends on neither the negative nor the scale, so a slider move leaves it alone. */
function showsSamePicture({ mode }: PaneRequest, shown: ShownPicture | null, wanted: FrameRequest): boolean {
  if (shown?.positive !== wanted.positive || shown.seed !== wanted.seed) return false;
  if (shown.steps !== wanted.steps || shown.mode !== mode) return false;
  return mode === 'none' || (shown.negative === wanted.negative && shown.scale === wanted.scale);
}
