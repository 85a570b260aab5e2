// The canvas of a pane. It is drawn on from the worker, so each engine gets a canvas of its own, once and for good.
import { useLayoutEffect, useRef } from 'react';
import type { CanvasId } from '../../store/paneSlots.ts';
import { BrowserTooOldError } from '../errors.ts';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './Pane.module.css';

interface PaneCanvasProps {
  readonly id: CanvasId;
  /** What is on it, for those who cannot see it. */
  readonly label: string;
}

export function PaneCanvas({ id, label }: PaneCanvasProps) {
  const host = useRef<HTMLDivElement>(null);
  const engineEpoch = useAppStore((state) => state.engineEpoch);
  const attachCanvas = useAppStore((state) => state.attachCanvas);
  const reportFailure = useAppStore((state) => state.reportFailure);

  useLayoutEffect(() => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = backingSize(host.current?.clientWidth ?? 0);
    // A transferred canvas cannot be transferred again, so a second mount, or a second engine, needs a new element.
    host.current?.replaceChildren(canvas);
    try {
      attachCanvas(id, canvas.transferControlToOffscreen());
    } catch (error) {
      reportFailure(new BrowserTooOldError({ cause: error }), 'load');
    }
  }, [id, engineEpoch, attachCanvas, reportFailure]);

  return <div ref={host} className={styles.canvas} role="img" aria-label={label} />;
}

/** Pixels of the square backing store: what the screen can show at this width, in whole multiples of the native 64. */
function backingSize(cssWidth: number): number {
  const wanted = Math.ceil((cssWidth * devicePixelRatio) / 64) * 64;
  return Math.min(1024, Math.max(512, wanted));
}
