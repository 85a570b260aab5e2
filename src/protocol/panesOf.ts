// Panes for programs that have no page: one for each mode, called like its mode.
import type { PaneRequest } from './engine.ts';
import type { GuidanceMode } from './guidance.ts';

export function panesOf(modes: readonly GuidanceMode[]): readonly PaneRequest[] {
  return modes.map((mode) => ({ id: mode, mode }));
}
