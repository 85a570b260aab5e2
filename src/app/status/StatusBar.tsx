// How the engine is: loading, with bytes; ready, with what runs where; or failed, with what to do.
import { useAppStore } from '../shared/storeContext.ts';
import { EngineLine } from './EngineLine.tsx';
import { LiveRegion } from './LiveRegion.tsx';
import { LoadLine } from './LoadLine.tsx';
import { Notices } from './Notices.tsx';
import { ACTION_LABELS, actionFor, type ProblemAction } from './problemActions.ts';
import { ProblemCard } from './ProblemCard.tsx';
import styles from './StatusBar.module.css';

export function StatusBar() {
  const phase = useAppStore((state) => state.phase);
  const problem = useAppStore((state) => state.problem);
  const startEngine = useAppStore((state) => state.startEngine);
  const scheduleFrame = useAppStore((state) => state.scheduleFrame);

  const act: Readonly<Record<ProblemAction, () => void>> = {
    restart: () => void startEngine(),
    redraw: () => scheduleFrame(0),
    reload: () => location.reload(),
    none: () => {},
  };
  const action = problem && actionFor(problem);

  return (
    <section className={styles.bar} aria-label="Engine">
      {phase === 'loading' && <LoadLine />}
      {phase === 'ready' && <EngineLine />}
      {problem && action && (
        <ProblemCard problem={problem} actionLabel={ACTION_LABELS[action]} onAction={act[action]} />
      )}
      <Notices />
      <LiveRegion />
    </section>
  );
}
