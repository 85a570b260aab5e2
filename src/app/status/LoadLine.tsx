// What is being loaded, and how far it is.
import { useAppStore } from '../shared/storeContext.ts';
import styles from './StatusBar.module.css';

const MEGABYTE = 1e6;

export function LoadLine() {
  const progress = useAppStore((state) => state.progress);
  const label = progress?.label ?? 'Starting';
  const known = progress !== null && progress.totalBytes > 0;
  return (
    <div className={styles.load}>
      <p className={styles.line}>
        <span>{label}…</span>
        {known && (
          <span className={styles.bytes}>
            {megabytes(progress.loadedBytes)} of {megabytes(progress.totalBytes)} MB
          </span>
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

function megabytes(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(1);
}
