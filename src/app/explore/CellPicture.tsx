// The picture of one cell, once it is drawn: its pixels on a canvas of this thread.
import { useLayoutEffect, useRef } from 'react';
import { paintPixels } from '../shared/paintPixels.ts';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './SheetGrid.module.css';

export function CellPicture({ cell }: { readonly cell: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const facts = useAppStore((state) => state.drawnCells[cell]);
  const cellPixels = useAppStore((state) => state.cellPixels);

  useLayoutEffect(() => {
    const pixels = facts && cellPixels(cell);
    if (pixels && canvas.current) paintPixels(canvas.current, pixels);
  }, [facts, cellPixels, cell]);

  return <canvas ref={canvas} className={styles.picture} data-drawn={facts !== undefined} />;
}
