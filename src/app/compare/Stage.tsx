// Where the pictures stand: the same panes in every view, arranged by style sheets alone, since their canvases cannot be mounted twice.
import { useEffect, useRef, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import {
  CENTRE,
  isMagnified,
  magnifyAt,
  panBy,
  WHOLE_PICTURE,
  ZOOM_STEP,
  type Magnification,
} from '../../store/magnification.ts';
import { useAppStore } from '../shared/storeContext.ts';
import { DifferencePane } from './DifferencePane.tsx';
import { FlipSurface } from './FlipSurface.tsx';
import styles from './Stage.module.css';
import { usePanZoom } from './usePanZoom.ts';
import { WipeDivider } from './WipeDivider.tsx';

/** @param props.children the panes, and what is said of them */
export function Stage({ children }: { readonly children: ReactNode }) {
  const view = useAppStore((state) => state.view);
  const wipe = useAppStore((state) => state.wipe);
  const magnification = useAppStore((state) => state.magnification);
  const setMagnification = useAppStore((state) => state.setMagnification);
  const stage = useRef<HTMLElement>(null);
  usePanZoom(stage);

  // Two pictures in one are larger than they were side by side: on a phone they would begin below the slider.
  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) stage.current?.scrollIntoView({ block: 'nearest' });
    isFirst.current = false;
  }, [view]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = event.target === event.currentTarget && moved(magnification, event.key);
    if (!next) return;
    event.preventDefault();
    setMagnification(next);
  };

  return (
    <section
      ref={stage}
      className={styles.stage}
      aria-label="Pictures"
      aria-description="Plus and minus zoom, 0 shows the whole pictures, arrows move what is magnified."
      data-view={view}
      data-magnified={isMagnified(magnification)}
      style={asStyle(wipe, magnification)}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {children}
      {view === 'wipe' && <WipeDivider />}
      {view === 'flip' && <FlipSurface />}
      {view === 'difference' && <DifferencePane />}
    </section>
  );
}

/** Parts of a pane's side that an arrow key moves the picture by. */
const STRIDE = 0.125;

/** What a key makes of the magnification, `undefined` for other keys. */
function moved(magnification: Magnification, key: string): Magnification | undefined {
  if (key === '+' || key === '=') return magnifyAt(magnification, ZOOM_STEP, CENTRE);
  if (key === '-') return magnifyAt(magnification, 1 / ZOOM_STEP, CENTRE);
  if (key === '0') return WHOLE_PICTURE;
  const arrows: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [STRIDE, 0],
    ArrowRight: [-STRIDE, 0],
    ArrowUp: [0, STRIDE],
    ArrowDown: [0, -STRIDE],
  };
  const by = isMagnified(magnification) ? arrows[key] : undefined;
  return by && panBy(magnification, { x: by[0], y: by[1] });
}

/** Shifts in parts of a pane's side, as the transform of a canvas takes them. */
function asStyle(wipe: number, { zoom, x, y }: Magnification): CSSProperties {
  return {
    '--wipe': wipe,
    '--zoom': zoom,
    '--shift-x': (0.5 - x) * zoom,
    '--shift-y': (0.5 - y) * zoom,
  } as CSSProperties;
}
