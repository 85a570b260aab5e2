// A running download: which file, how many bytes, how fast, how long still.
import type { Download } from '../../store/downloadSlice.ts';
import bar from '../status/StatusBar.module.css';
import { formatPart, formatRate, formatTimeLeft } from './formatBytes.ts';
import styles from './ModelRow.module.css';

interface DownloadLineProps {
  readonly name: string;
  readonly download: Download;
}

export function DownloadLine({ name, download: { progress, bytesPerSecond } }: DownloadLineProps) {
  const known = progress !== null && progress.totalBytes > 0;
  return (
    <div className={styles.wide}>
      <progress
        className={bar.progress}
        aria-label={`Download of ${name}`}
        {...(known ? { value: progress.loadedBytes, max: progress.totalBytes } : {})}
      />
      <p className={styles.transfer}>
        <span className={styles.label}>{progress?.label ?? 'Asking for the list of files'}…</span>
        {known && (
          <span className={styles.amount}>
            {[
              formatPart(progress.loadedBytes, progress.totalBytes),
              ...(bytesPerSecond === null
                ? []
                : [
                    formatRate(bytesPerSecond),
                    formatTimeLeft(progress.totalBytes - progress.loadedBytes, bytesPerSecond),
                  ]),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        )}
      </p>
    </div>
  );
}
