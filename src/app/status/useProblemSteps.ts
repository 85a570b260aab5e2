// The buttons of the page's problem: the way back to the embedded model where another one failed, and what helps its cause.
import { chosenCard } from '../../store/selectors.ts';
import { useAppStore } from '../shared/storeContext.ts';
import { ACTION_LABELS, actionFor, type ProblemAction } from './problemActions.ts';
import type { ProblemStep } from './ProblemCard.tsx';

export function useProblemSteps(): readonly ProblemStep[] {
  const problem = useAppStore((state) => state.problem);
  const isStuck = useAppStore(({ phase, modelId }) => phase === 'failed' && modelId !== null);
  const embeddedName = useAppStore((state) => chosenCard({ ...state, modelId: null })?.name);
  const startEngine = useAppStore((state) => state.startEngine);
  const scheduleFrame = useAppStore((state) => state.scheduleFrame);
  const chooseModel = useAppStore((state) => state.chooseModel);
  if (!problem) return [];

  const acts: Readonly<Record<ProblemAction, () => void>> = {
    restart: () => void startEngine(),
    redraw: () => scheduleFrame(0),
    reload: () => location.reload(),
    none: () => {},
  };
  const back = { label: `Back to ${embeddedName ?? 'our own model'}`, act: () => void chooseModel(null) };
  const action = actionFor(problem);
  const usual = action === 'none' ? [] : [{ label: ACTION_LABELS[action], act: acts[action] }];
  return isStuck ? [back, ...usual] : usual;
}
