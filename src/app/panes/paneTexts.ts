// Numbers and names of a pane as the page writes them.
import type { GuidanceMode } from '../../protocol/guidance.ts';
import type { ShownPicture } from '../../store/paneState.ts';

export function formatPasses(passes: number): string {
  return passes === 1 ? '1 pass' : `${passes} passes`;
}

/**
 * What a picture costs, e.g. `2.03× plain`: its milliseconds by those of the plain picture beside it. Where there is none to compare with,
 * and for the plain picture itself, the passes of the network.
 */
export function formatCost(
  mode: GuidanceMode,
  passes: number,
  milliseconds: number | null,
  plainMilliseconds: number | null,
): string {
  const ratio = milliseconds !== null && plainMilliseconds ? milliseconds / plainMilliseconds : NaN;
  if (mode === 'none' || !Number.isFinite(ratio)) return formatPasses(passes);
  return `${ratio.toFixed(2)}× plain`;
}

/** Milliseconds with two digits that matter: `0.84`, `8.4`, `84`, `840`. */
export function formatMilliseconds(milliseconds: number): string {
  const digits = milliseconds < 1 ? 2 : milliseconds < 10 ? 1 : 0;
  return `${milliseconds.toFixed(digits)} ms`;
}

/** For those who cannot see it: what the picture is of. @param name of its mode, as it stands among the others */
export function describePicture(shown: ShownPicture, name: string): string {
  const { mode } = shown;
  const subject = shown.positive.trim().slice(0, 80) || 'anything';
  const without =
    mode !== 'none' && shown.negative.trim() ? ` without ${shown.negative.trim().slice(0, 80)}` : '';
  const scale = without ? `, scale ${shown.scale}` : '';
  return `${name}: ${subject}${without}${scale}, seed ${shown.seed}`;
}
