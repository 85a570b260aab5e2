// What is being loaded, and how far it is.
import { formatPart } from '../models/formatBytes.ts';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './StatusBar.module.css';

export function LoadLine() {
  const progress = useAppStore((state) => state.progress);
  const label = progress?.label ?? 'Starting';
  const known = progress !== null && progress.totalBytes > 0;
  return (
    <div className={styles.load}>
      <p className={styles.line}>
        <span>{label}…</span>
        {known && (
          <span className={styles.bytes}>{formatPart(progress.loadedBytes, progress.totalBytes)}</span>
        )}
      </p>
      <progress
        className={styles.progress}
        aria-label={label}
        {...(known ? { value: progress.loadedBytes, max: progress.totalBytes } : {})}
      />
    </div>
  );
}
