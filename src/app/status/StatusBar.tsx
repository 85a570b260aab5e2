// How the engine is: which model, and loading, with bytes; ready, with what runs where; or failed, with what to do.
import { useAppStore } from '../shared/storeContext.ts';
import { UpdateNotice } from '../offline/UpdateNotice.tsx';
import { EngineLine } from './EngineLine.tsx';
import { LiveRegion } from './LiveRegion.tsx';
import { LoadLine } from './LoadLine.tsx';
import { ModelButton } from './ModelButton.tsx';
import { Notices } from './Notices.tsx';
import { ProblemCard } from './ProblemCard.tsx';
import styles from './StatusBar.module.css';
import { useProblemSteps } from './useProblemSteps.ts';

export function StatusBar() {
  const phase = useAppStore((state) => state.phase);
  const problem = useAppStore((state) => state.problem);
  const steps = useProblemSteps();

  return (
    <section className={styles.bar} aria-label="Engine">
      <div className={styles.engine}>
        <ModelButton />
        {phase === 'loading' && <LoadLine />}
        {phase === 'ready' && <EngineLine />}
      </div>
      {problem && <ProblemCard problem={problem} steps={steps} />}
      <Notices />
      <UpdateNotice />
      <LiveRegion />
    </section>
  );
}
