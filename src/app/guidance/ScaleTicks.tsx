// Marks under the slider; a click goes there. The keyboard has the slider itself, so they stay out of its way.
import type { CSSProperties } from 'react';
import { SCALE_RANGE } from '../../protocol/limits.ts';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './ScaleDock.module.css';

const TICKS = Object.freeze([
  { scale: 0, text: '0 off' },
  { scale: 0.5, text: '0.5' },
  { scale: 1, text: '1' },
  { scale: 1.5, text: '1.5' },
]);

export function ScaleTicks() {
  const setScale = useAppStore((state) => state.setScale);
  return (
    <div className={styles.ticks} aria-hidden="true">
      {TICKS.map(({ scale, text }) => (
        <button
          key={scale}
          type="button"
          tabIndex={-1}
          className={styles.tick}
          style={{ '--at': scale / SCALE_RANGE.max } as CSSProperties}
          onClick={() => setScale(scale)}
        >
          {text}
        </button>
      ))}
    </div>
  );
}
