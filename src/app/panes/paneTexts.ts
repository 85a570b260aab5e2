// What the page says about each pane, as data.
import type { GuidanceMode } from '../../protocol/engine.ts';

export interface PaneText {
  readonly title: string;
  /** Forward passes that each step of a picture takes. */
  readonly passes: number;
}

export const PANE_TEXTS: Readonly<Record<GuidanceMode, PaneText>> = Object.freeze({
  none: { title: 'No guidance', passes: 1 },
  nasa: { title: 'NASA', passes: 1 },
  cfg: { title: 'CFG', passes: 2 },
});

export function formatPasses(passes: number): string {
  return passes === 1 ? '1 pass' : `${passes} passes`;
}

/** Milliseconds with two digits that matter: `0.84`, `8.4`, `84`, `840`. */
export function formatMilliseconds(milliseconds: number): string {
  const digits = milliseconds < 1 ? 2 : milliseconds < 10 ? 1 : 0;
  return `${milliseconds.toFixed(digits)} ms`;
}
