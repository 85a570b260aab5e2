// The last frames as bars, each with a band for every stage that took time: the first at the foot, the pictures on top.
import { STAGES, totalOf, type FrameTimes } from '../../store/frameTimes.ts';
import { formatMilliseconds } from '../panes/paneTexts.ts';
import styles from './Diagnostics.module.css';
import { STAGE_NAMES } from './stageNames.ts';

export function FrameChart({ times }: { readonly times: readonly FrameTimes[] }) {
  if (times.length === 0) return null;
  const totals = times.map(totalOf);
  const longest = Math.max(...totals);
  const median = totals.toSorted((a, b) => a - b)[totals.length >> 1] ?? 0;
  const summary = `${times.length} ${times.length === 1 ? 'frame' : 'frames'}: median ${formatMilliseconds(median)}, longest ${formatMilliseconds(longest)}`;
  return (
    <figure className={styles.figure}>
      <div className={styles.bars} role="img" aria-label={summary}>
        {times.map((frame, index) => (
          <Bar key={index} frame={frame} longest={longest} />
        ))}
      </div>
      <figcaption className={styles.caption}>
        <span>Last {summary}</span>
        <ul className={styles.legend} aria-label="Stages">
          {STAGES.map((stage) => (
            <li key={stage} className={styles.stage}>
              <i className={styles.swatch} data-stage={stage} />
              {STAGE_NAMES[stage]}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  );
}

function Bar({ frame, longest }: { readonly frame: FrameTimes; readonly longest: number }) {
  const taken = STAGES.filter((stage) => frame[stage] > 0);
  const words = taken.map((stage) => `${STAGE_NAMES[stage]} ${formatMilliseconds(frame[stage])}`);
  return (
    <div className={styles.bar} title={words.join(', ')}>
      {taken.map((stage) => (
        <div
          key={stage}
          className={styles.band}
          data-stage={stage}
          style={{ blockSize: `${(frame[stage] / longest) * 100}%` }}
        />
      ))}
    </div>
  );
}
