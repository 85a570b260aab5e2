// Where each pane stands, in words: the names of its controls.
import type { PaneSlot } from '../../store/paneSlots.ts';

export const PLACES: Readonly<Record<PaneSlot, string>> = Object.freeze({
  plain: 'Left picture',
  steered: 'Middle picture',
  cfg: 'Right picture',
});
