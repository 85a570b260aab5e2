// A failure as a sentence, the next step as a sentence and buttons, and the details for those who want them.
import type { Problem } from '../../store/problem.ts';
import { Button } from '../shared/Button.tsx';
import { Icon } from '../shared/Icon.tsx';
import styles from './ProblemCard.module.css';

export interface ProblemStep {
  readonly label: string;
  readonly act: () => void;
}

interface ProblemCardProps {
  readonly problem: Problem;
  /** What helps, the likeliest first. */
  readonly steps: readonly ProblemStep[];
}

export function ProblemCard({ problem, steps }: ProblemCardProps) {
  return (
    <div className={styles.card} role="alert" data-problem={problem.code}>
      <Icon name="warning" size={22} />
      <div className={styles.text}>
        <p className={styles.message}>{problem.message}</p>
        <p className={styles.hint}>{problem.hint}</p>
        <details className={styles.details}>
          <summary>Technical details</summary>
          <pre>{problem.details}</pre>
        </details>
      </div>
      {steps.map(({ label, act }, index) => (
        <Button key={label} look={index === 0 ? 'solid' : 'outline'} onClick={act}>
          {label}
        </Button>
      ))}
    </div>
  );
}
