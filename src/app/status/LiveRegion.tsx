// Says aloud, for screen readers, what the eye sees: loading, ready, a new set of pictures.
import type { AppState } from '../../store/appState.ts';
import { hasNegative, isSettled, isStopped } from '../../store/selectors.ts';
import { useAppStore } from '../shared/storeContext.ts';

export function LiveRegion() {
  const sentence = useAppStore(announcement);
  return (
    <p className="visuallyHidden" role="status">
      {sentence}
    </p>
  );
}

/** Problems are alerts of their own. Nothing is said while a picture is on its way: a drag would never stop talking. */
function announcement(state: AppState): string {
  if (state.phase === 'loading') return state.progress?.label ?? 'Starting';
  if (!isSettled(state) || state.problem) return '';
  if (isStopped(state)) return 'Stopped. Some pictures are earlier ones.';
  const without = hasNegative(state) ? ` without ${state.negative.slice(0, 80)}, scale ${state.scale}` : '';
  return `Pictures drawn: ${state.positive.slice(0, 80) || 'anything'}${without}.`;
}
