// The panes as data: the order they are shown in, and the order they are drawn in.
import type { GuidanceMode } from './engine.ts';

/** Left to right on the page. */
export const PANE_MODES: readonly GuidanceMode[] = Object.freeze(['none', 'nasa', 'cfg'] as const);

/** NASA first: it is the pane a person watches while dragging. `none` next, because it is also CFG's positive pass. */
export const DRAWING_ORDER: readonly GuidanceMode[] = Object.freeze(['nasa', 'none', 'cfg'] as const);
