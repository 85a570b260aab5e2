// The places for pictures on the page, and which mode each of them shows.
import type { PaneRequest } from '../protocol/engine.ts';
import type { GuidanceMode } from '../protocol/guidance.ts';
import type { AppState } from './appState.ts';

/** Left to right on the page. */
export const PANE_SLOTS = Object.freeze(['plain', 'steered', 'cfg'] as const);

export type PaneSlot = (typeof PANE_SLOTS)[number];

/** The steered one first: a person watches it while dragging. `plain` next, because it is also CFG's positive pass. */
export const DRAWING_ORDER: readonly PaneSlot[] = Object.freeze(['steered', 'plain', 'cfg']);

/** What the steered pane shows where the chosen mode cannot be drawn; every backend has it. */
const EVERYWHERE: GuidanceMode = 'nasa';

type ModeState = Pick<AppState, 'chosenMode' | 'info'>;

/** The chosen mode, or NASA where this model cannot draw that; the choice stays, for the next model. */
export function steeredMode({ chosenMode, info }: ModeState): GuidanceMode {
  return info?.missingModes[chosenMode] === undefined ? chosenMode : EVERYWHERE;
}

export function modeOf(slot: PaneSlot, state: ModeState): GuidanceMode {
  switch (slot) {
    case 'plain':
      return 'none';
    case 'steered':
      return steeredMode(state);
    case 'cfg':
      return 'cfg';
  }
}

/** Every pane, in drawing order. */
export function wantedPanes(state: ModeState): readonly PaneRequest[] {
  return DRAWING_ORDER.map((id) => ({ id, mode: modeOf(id, state) }));
}

export function isPaneSlot(id: string): id is PaneSlot {
  return (PANE_SLOTS as readonly string[]).includes(id);
}
