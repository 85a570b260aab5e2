// A failure as a sentence, the next step as a sentence and a button, and the details for those who want them.
import type { Problem } from '../../store/problem.ts';
import { Icon } from '../shared/Icon.tsx';
import styles from './ProblemCard.module.css';

interface ProblemCardProps {
  readonly problem: Problem;
  /** Empty: no button. */
  readonly actionLabel: string;
  readonly onAction: () => void;
}

export function ProblemCard({ problem, actionLabel, onAction }: ProblemCardProps) {
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
      {actionLabel && (
        <button type="button" className={styles.action} onClick={onAction}>
          {actionLabel}
        </button>
      )}
    </div>
  );
}
