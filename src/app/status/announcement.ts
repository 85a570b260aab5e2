// What the page says aloud of the state: loading, ready, a new set of pictures.
import type { AppState } from '../../store/appState.ts';
import { hasNegative, isSettled, isStopped } from '../../store/selectors.ts';

/**
 * Problems are alerts of their own. Nothing is said while a picture is on its way: a drag would never stop talking. Of an animation it is
 * said that it plays, and not every picture.
 */
export function announcement(state: AppState): string {
  if (state.phase === 'loading') return state.progress?.label ?? 'Starting';
  if (state.problem) return '';
  if (state.isPlaying) return 'Playing.';
  if (!isSettled(state)) return '';
  if (isStopped(state)) return 'Stopped. Some pictures are earlier ones.';
  const without = hasNegative(state) ? ` without ${state.negative.slice(0, 80)}, scale ${state.scale}` : '';
  return `Pictures drawn: ${state.positive.slice(0, 80) || 'anything'}${without}.`;
}
