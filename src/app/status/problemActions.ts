// From an error code to the button that helps.
import type { Problem } from '../../store/problem.ts';

/** `restart`: a new engine. `redraw`: the same picture again. `reload`: the whole page. `none`: nothing here helps. */
export type ProblemAction = 'restart' | 'redraw' | 'reload' | 'none';

export const ACTION_LABELS: Readonly<Record<ProblemAction, string>> = Object.freeze({
  restart: 'Try again',
  redraw: 'Draw again',
  reload: 'Reload the page',
  none: '',
});

const BY_CODE: Readonly<Record<string, ProblemAction>> = Object.freeze({
  'browser-too-old': 'none',
  'device-lost': 'restart',
  'worker-failed': 'restart',
});

const BY_PHASE: Readonly<Record<Problem['during'], ProblemAction>> = Object.freeze({
  load: 'restart',
  frame: 'redraw',
  library: 'none',
});

export function actionFor(problem: Problem): ProblemAction {
  return BY_CODE[problem.code] ?? BY_PHASE[problem.during];
}
