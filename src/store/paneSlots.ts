// The places for pictures on the page, what each of them is to show, and which of them are in sight.
import type { CheckpointFacts, CheckpointId, DifferenceRequest, PaneRequest } from '../protocol/engine.ts';
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
  /** `null`: the model's first. */
  readonly checkpoint: CheckpointId | null;
}

export type PaneChoices = Readonly<Record<PaneSlot, PaneChoice>>;

export const INITIAL_CHOICES: PaneChoices = Object.freeze({
  plain: { mode: 'none', checkpoint: null },
  steered: { mode: 'nasa', checkpoint: null },
  cfg: { mode: 'cfg', checkpoint: null },
});

/** The steered one first: a person watches it while dragging. `plain` next, because it is also CFG's positive pass. */
export const DRAWING_ORDER: readonly PaneSlot[] = Object.freeze(['steered', 'plain', 'cfg']);

/** What a pane shows where the chosen mode cannot be drawn; every backend has it. */
const EVERYWHERE: GuidanceMode = 'nasa';

type ChoiceState = Pick<AppState, 'choices' | 'info'>;
type ViewState = Pick<AppState, 'view' | 'compared'>;

/** The chosen mode, or NASA where this model cannot draw that; the choice stays, for the next model. */
export function modeOf(slot: PaneSlot, { choices, info }: ChoiceState): GuidanceMode {
  const { mode } = choices[slot];
  return info?.missingModes[mode] === undefined ? mode : EVERYWHERE;
}

/** Whose weights draw the pane: the chosen ones, or the model's first where it has no such; undefined where there is nothing to choose. */
export function checkpointOf(slot: PaneSlot, { choices, info }: ChoiceState): CheckpointFacts | undefined {
  const { checkpoint } = choices[slot];
  return info?.checkpoints.find(({ id }) => id === checkpoint) ?? info?.checkpoints[0];
}

/** What a pane asks the engine for. */
export function paneRequest(slot: PaneSlot, state: ChoiceState): Omit<PaneRequest, 'id'> {
  const checkpoint = checkpointOf(slot, state)?.id;
  return { mode: modeOf(slot, state), ...(checkpoint !== undefined && { checkpoint }) };
}

/** Left to right. */
export function visibleSlots({ view, compared }: ViewState): readonly PaneSlot[] {
  return view === 'side' ? PANE_SLOTS : compared;
}

/** Every pane in sight, in drawing order. */
export function wantedPanes(state: ChoiceState & ViewState): readonly PaneRequest[] {
  const visible = visibleSlots(state);
  return DRAWING_ORDER.filter((id) => visible.includes(id)).map((id) => ({ id, ...paneRequest(id, state) }));
}

export function wantedDifference({ view, compared }: ViewState): DifferenceRequest | undefined {
  return view === 'difference' ? { id: DIFFERENCE, between: compared } : undefined;
}

export function isPaneSlot(id: string): id is PaneSlot {
  return (PANE_SLOTS as readonly string[]).includes(id);
}
