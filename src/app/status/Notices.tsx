// What did not go the usual way, said plainly: the engine's notices, and the page's own.
import { useAppStore } from '../shared/storeContext.ts';
import { Icon } from '../shared/Icon.tsx';
import styles from './StatusBar.module.css';

const RECOVERED = 'The graphics device was lost, so the engine was restarted once.';

export function Notices() {
  const info = useAppStore((state) => state.info);
  const recoveries = useAppStore((state) => state.recoveries);
  const ready = useAppStore((state) => state.phase === 'ready');
  const restored = useAppStore((state) => state.restoreNotice);
  const own = [...(recoveries > 0 ? [RECOVERED] : []), ...(restored === null ? [] : [restored])];
  const notices = [...own, ...(info?.notices ?? [])];
  if (!ready || notices.length === 0) return null;
  return (
    <ul className={styles.notices}>
      {notices.map((notice) => (
        <li key={notice} className={styles.notice} data-notice>
          <Icon name="info" size={16} />
          {notice}
        </li>
      ))}
    </ul>
  );
}
