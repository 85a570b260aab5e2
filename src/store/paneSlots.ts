// The places for pictures on the page, what each of them is to show, and which of them are in sight.
import type { DifferenceRequest, PaneRequest } from '../protocol/engine.ts';
import type { GuidanceMode } from '../protocol/guidance.ts';
import type { AppState } from './appState.ts';

/** Left to right on the page. The names tell what they show at first; each may show any mode. */
export const PANE_SLOTS = Object.freeze(['plain', 'steered', 'cfg'] as const);

export type PaneSlot = (typeof PANE_SLOTS)[number];

/** The canvas of the heat map. */
export const DIFFERENCE = 'difference';

export type CanvasId = PaneSlot | typeof DIFFERENCE;

/** What a person wants to see in one place: all that the panes of a frame may differ in. */
export interface PaneChoice {
  readonly mode: GuidanceMode;
}

export type PaneChoices = Readonly<Record<PaneSlot, PaneChoice>>;

export const INITIAL_CHOICES: PaneChoices = Object.freeze({
  plain: { mode: 'none' },
  steered: { mode: 'nasa' },
  cfg: { mode: 'cfg' },
});

/** The steered one first: a person watches it while dragging. `plain` next, because it is also CFG's positive pass. */
export const DRAWING_ORDER: readonly PaneSlot[] = Object.freeze(['steered', 'plain', 'cfg']);

/** What a pane shows where the chosen mode cannot be drawn; every backend has it. */
const EVERYWHERE: GuidanceMode = 'nasa';

type ModeState = Pick<AppState, 'choices' | 'info'>;
type ViewState = Pick<AppState, 'view' | 'compared'>;

/** The chosen mode, or NASA where this model cannot draw that; the choice stays, for the next model. */
export function modeOf(slot: PaneSlot, { choices, info }: ModeState): GuidanceMode {
  const { mode } = choices[slot];
  return info?.missingModes[mode] === undefined ? mode : EVERYWHERE;
}

/** Left to right. */
export function visibleSlots({ view, compared }: ViewState): readonly PaneSlot[] {
  return view === 'side' ? PANE_SLOTS : compared;
}

/** Every pane in sight, in drawing order. */
export function wantedPanes(state: ModeState & ViewState): readonly PaneRequest[] {
  const visible = visibleSlots(state);
  return DRAWING_ORDER.filter((id) => visible.includes(id)).map((id) => ({ id, mode: modeOf(id, state) }));
}

export function wantedDifference({ view, compared }: ViewState): DifferenceRequest | undefined {
  return view === 'difference' ? { id: DIFFERENCE, between: compared } : undefined;
}

export function isPaneSlot(id: string): id is PaneSlot {
  return (PANE_SLOTS as readonly string[]).includes(id);
}
