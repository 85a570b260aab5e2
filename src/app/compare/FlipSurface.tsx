// Two pictures in one place: the left one, and while the mouse, a finger or a key holds it, the right one.
import { useState, type KeyboardEvent, type PointerEvent } from 'react';
import { paneName } from '../../store/paneNames.ts';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './Stage.module.css';

export function FlipSurface() {
  const [isHeld, setHeld] = useState(false);
  const left = useAppStore((state) => paneName(state.compared[0])(state));
  const right = useAppStore((state) => paneName(state.compared[1])(state));
  const release = (): void => setHeld(false);

  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setHeld(true);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key !== ' ' && event.key !== 'Enter') return;
    event.preventDefault();
    setHeld(event.type === 'keydown');
  };

  return (
    <button
      type="button"
      className={styles.surface}
      data-picture
      data-flipped={isHeld}
      aria-label={`Hold to see ${right} in place of ${left}`}
      aria-pressed={isHeld}
      onPointerDown={onPointerDown}
      onPointerUp={release}
      onPointerCancel={release}
      onLostPointerCapture={release}
      onKeyDown={onKey}
      onKeyUp={onKey}
      onBlur={release}
      onContextMenu={(event) => event.preventDefault()}
    >
      <span className={styles.tag}>{isHeld ? right : left}</span>
      <span className={styles.hint}>Hold to see {right}</span>
    </button>
  );
}
