// Carries out the animation: a step whenever the panes have come to rest, until a person changes anything by hand.
import { useContext, useEffect } from 'react';
import type { AppState } from '../../store/appState.ts';
import type { AppStore } from '../../store/index.ts';
import { CALM_GAP, nextPoint, settingsAt, startAt, type LivePace } from '../../store/livePace.ts';
import { isSettled } from '../../store/selectors.ts';
import { StoreContext, useAppStore } from '../shared/storeContext.ts';

export function useLivePlayer(): void {
  const store = useContext(StoreContext);
  const isPlaying = useAppStore((state) => state.isPlaying);
  useEffect(() => (store && isPlaying ? play(store) : undefined), [store, isPlaying]);
}

/** @returns ends the play. Frames of the screen pace it, so nothing moves where nobody looks. */
function play(store: AppStore): () => void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let point = startAt(store.getState().scale);
  let left = byHand(store.getState());
  let steppedAt = performance.now();

  const step = (now: number): void => {
    next = requestAnimationFrame(step);
    const state = store.getState();
    if (byHand(state) !== left || state.phase !== 'ready' || state.problem) {
      state.stopLive();
      return;
    }
    const elapsed = now - steppedAt;
    if (!isSettled(state) || (calm.matches && elapsed < CALM_GAP)) return;
    const pace = paceOf(state, calm.matches);
    point = nextPoint(point, pace, elapsed);
    steppedAt = now;
    state.stepLive(settingsAt(point, pace, state.seed));
    left = byHand(store.getState());
  };
  let next = requestAnimationFrame(step);
  return () => cancelAnimationFrame(next);
}

function paceOf({ liveMotion, liveSpeed, picturesPerSeed, seedLocked }: AppState, isCalm: boolean): LivePace {
  return { motion: liveMotion, speed: liveSpeed, picturesPerSeed, seedLocked, isCalm };
}

/** What a person may have changed since the last step; a mode or another method may be compared while it plays. */
function byHand({ positive, negative, scale, seed }: AppState): string {
  return JSON.stringify([positive, negative, scale, seed]);
}
