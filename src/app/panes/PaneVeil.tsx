// What lies over a pane that has no picture, or not the newest one; a pane is never just blank.
import type { PaneStatus } from '../../store/selectors.ts';
import { Icon } from '../shared/Icon.tsx';
import styles from './PaneVeil.module.css';

interface PaneVeilProps {
  readonly status: PaneStatus;
  /** No picture was drawn yet. */
  readonly empty: boolean;
}

export function PaneVeil({ status, empty }: PaneVeilProps) {
  if (status === 'failed') {
    return (
      <p className={styles.failed} data-empty={empty}>
        <Icon name="warning" size={22} />
        {empty ? 'No picture' : 'Not the newest picture'}
      </p>
    );
  }
  if (status === 'stopped') {
    return (
      <p className={styles.stopped} title="The next change draws again, and Ctrl and Enter do.">
        {empty ? 'Stopped' : 'Stopped: an earlier picture'}
      </p>
    );
  }
  return <div className={styles.pending} data-on={status === 'drawing'} />;
}
