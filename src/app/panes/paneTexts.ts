// What the page says about each pane, as data.
import type { GuidanceMode } from '../../protocol/engine.ts';

export interface PaneText {
  readonly title: string;
  /** Forward passes that one picture takes. */
  readonly cost: string;
}

export const PANE_TEXTS: Readonly<Record<GuidanceMode, PaneText>> = Object.freeze({
  none: { title: 'No guidance', cost: '1 pass' },
  nasa: { title: 'NASA', cost: '1 pass' },
  cfg: { title: 'CFG', cost: '2 passes' },
});

/** Milliseconds with two digits that matter: `0.84`, `8.4`, `84`, `840`. */
export function formatMilliseconds(milliseconds: number): string {
  const digits = milliseconds < 1 ? 2 : milliseconds < 10 ? 1 : 0;
  return `${milliseconds.toFixed(digits)} ms`;
}
