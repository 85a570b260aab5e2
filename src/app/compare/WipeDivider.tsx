// The divider of two pictures that lie on each other: dragged from anywhere, or by its handle where one looks closely.
import { useRef, type KeyboardEvent, type PointerEvent } from 'react';
import { isMagnified } from '../../store/magnification.ts';
import { paneName } from '../../store/paneNames.ts';
import { Icon } from '../shared/Icon.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './Stage.module.css';

/** Shares of the width that the keys move it by. */
const STEPS: Readonly<Record<string, number>> = Object.freeze({
  ArrowLeft: -0.02,
  ArrowDown: -0.02,
  ArrowRight: 0.02,
  ArrowUp: 0.02,
  PageDown: -0.1,
  PageUp: 0.1,
  Home: -1,
  End: 1,
});

export function WipeDivider() {
  const wipe = useAppStore((state) => state.wipe);
  const setWipe = useAppStore((state) => state.setWipe);
  const magnified = useAppStore((state) => isMagnified(state.magnification));
  const left = useAppStore((state) => paneName(state.compared[0])(state));
  const right = useAppStore((state) => paneName(state.compared[1])(state));
  const isDragged = useRef(false);

  const follow = ({ currentTarget, clientX }: PointerEvent): void => {
    const { x, width } = currentTarget.getBoundingClientRect();
    setWipe((clientX - x) / width);
  };
  const onPointerDown = (event: PointerEvent): void => {
    const onHandle = (event.target as Element).closest('[data-handle]') !== null;
    // A second finger zooms.
    isDragged.current = event.isPrimary && event.button === 0 && (onHandle || !magnified);
    if (!isDragged.current) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    follow(event);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setWipe(wipe + step);
  };

  return (
    <div
      className={styles.surface}
      data-picture
      onPointerDown={onPointerDown}
      onPointerMove={(event) => isDragged.current && event.isPrimary && follow(event)}
      onPointerUp={() => (isDragged.current = false)}
      onPointerCancel={() => (isDragged.current = false)}
    >
      <div
        className={styles.divider}
        role="slider"
        tabIndex={0}
        data-handle
        aria-label={`Divider between ${left} and ${right}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(100 * wipe)}
        aria-valuetext={`${Math.round(100 * wipe)} % ${left}`}
        onKeyDown={onKeyDown}
      >
        <span className={styles.grip}>
          <Icon name="leftRight" />
        </span>
      </div>
    </div>
  );
}
