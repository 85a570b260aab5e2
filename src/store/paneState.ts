// What each pane shows now, and whether that is still what was asked for.
import type { FrameRequest, GuidanceMode } from '../protocol/engine.ts';
import { DRAWING_ORDER } from '../protocol/modes.ts';

export interface PaneState {
  /** Counts the frames shown in this pane; 0 is a pane that never showed one. */
  readonly frameId: number;
  /** The request whose pixels are on the canvas; `null` when there are none, or when it is not known. */
  readonly shown: FrameRequest | null;
  /** Milliseconds that the shown frame took in this pane. */
  readonly milliseconds: number | null;
}

export type Panes = Readonly<Record<GuidanceMode, PaneState>>;

const EMPTY: PaneState = Object.freeze({ frameId: 0, shown: null, milliseconds: null });

/** @returns panes with nothing on their canvases; frame ids go on from `before`, so that an id never comes twice. */
export function emptyPanes(before?: Panes): Panes {
  const empty = (mode: GuidanceMode): PaneState => ({ ...EMPTY, frameId: before?.[mode].frameId ?? 0 });
  return { none: empty('none'), nasa: empty('nasa'), cfg: empty('cfg') };
}

export function changePane(panes: Panes, mode: GuidanceMode, change: Partial<PaneState>): Panes {
  return { ...panes, [mode]: { ...panes[mode], ...change } };
}

/** @returns the modes whose canvas shows something else than `wanted` asks for, in drawing order. */
export function staleModes(panes: Panes, wanted: FrameRequest): readonly GuidanceMode[] {
  return DRAWING_ORDER.filter((mode) => !showsSamePicture(mode, panes[mode].shown, wanted));
}

/** The `none` pane depends on neither the negative nor the scale, so a slider move leaves it alone. */
function showsSamePicture(mode: GuidanceMode, shown: FrameRequest | null, wanted: FrameRequest): boolean {
  if (shown?.positive !== wanted.positive || shown.seed !== wanted.seed) return false;
  if (shown.steps !== wanted.steps) return false;
  return mode === 'none' || (shown.negative === wanted.negative && shown.scale === wanted.scale);
}
