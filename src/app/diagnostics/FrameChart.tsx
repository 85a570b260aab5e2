// The last frames as bars: what the prompts took below, what the pictures took above.
import type { CSSProperties } from 'react';
import type { FrameTimes } from '../../store/frameTimes.ts';
import { formatMilliseconds } from '../panes/paneTexts.ts';
import styles from './Diagnostics.module.css';

export function FrameChart({ times }: { readonly times: readonly FrameTimes[] }) {
  if (times.length === 0) return null;
  const totals = times.map(({ prompts, pictures }) => prompts + pictures);
  const longest = Math.max(...totals);
  const median = totals.toSorted((a, b) => a - b)[totals.length >> 1] ?? 0;
  const summary = `${times.length} ${times.length === 1 ? 'frame' : 'frames'}: median ${formatMilliseconds(median)}, longest ${formatMilliseconds(longest)}`;
  const height = (part: number): CSSProperties => ({ blockSize: `${(part / longest) * 100}%` });
  return (
    <figure className={styles.figure}>
      <div className={styles.bars} role="img" aria-label={summary}>
        {times.map(({ prompts, pictures }, index) => (
          <div
            key={index}
            className={styles.bar}
            title={`prompts ${formatMilliseconds(prompts)}, pictures ${formatMilliseconds(pictures)}`}
          >
            <div className={styles.pictures} style={height(pictures)} />
            <div className={styles.prompts} style={height(prompts)} />
          </div>
        ))}
      </div>
      <figcaption className={styles.caption}>
        <span>Last {summary}</span>
        <span>
          <i className={styles.prompts} /> prompts <i className={styles.pictures} /> pictures
        </span>
      </figcaption>
    </figure>
  );
}
