// The picture of one cell, once it is drawn: its pixels on a canvas of this thread.
import { useLayoutEffect, useRef } from 'react';
import type { Pixels } from '../../lib/shrinkPixels.ts';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './SheetGrid.module.css';

export function CellPicture({ cell }: { readonly cell: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const facts = useAppStore((state) => state.drawnCells[cell]);
  const cellPixels = useAppStore((state) => state.cellPixels);

  useLayoutEffect(() => {
    const pixels = facts && cellPixels(cell);
    if (pixels && canvas.current) paint(canvas.current, pixels);
  }, [facts, cellPixels, cell]);

  return <canvas ref={canvas} className={styles.picture} data-drawn={facts !== undefined} />;
}

export function paint(canvas: HTMLCanvasElement, { width, height, rgba }: Pixels): void {
  Object.assign(canvas, { width, height });
  canvas.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(rgba), width, height), 0, 0);
}
