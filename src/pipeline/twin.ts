// What runs where there is no GPU: the network with the attention op written out in stock operators, which know two of its modes.

import type { GuidanceMode } from '../protocol/guidance.ts';
import { ATTENTION_MODES, MODES } from '../protocol/modes.ts';
import type { FrameParameters } from '../runtime/index.ts';

const TWIN_MODES: readonly GuidanceMode[] = Object.freeze(['nasa']);

/** @returns modes that cannot be drawn, each with the reason in a sentence */
export function missingModes(hasGpu: boolean): Readonly<Partial<Record<GuidanceMode, string>>> {
  if (hasGpu) return {};
  const missing = ATTENTION_MODES.filter((mode) => !TWIN_MODES.includes(mode));
  return Object.fromEntries(missing.map((mode) => [mode, reasonFor(mode)]));
}

/** The twin takes NASA's alpha as a tensor; 0 is its plain pass. Its session refuses the modes that it does not know. */
export function twinScale(frame: FrameParameters): number {
  return frame.mode === 'none' ? 0 : frame.scale;
}

function reasonFor(mode: GuidanceMode): string {
  return `${MODES[mode].name} needs WebGPU, and this model runs as WebAssembly.`;
}
