// The sheet of pictures below the panes: what it varies, how far it is, and the pictures, each a click away from the panes.
import { useEffect, useRef } from 'react';
import { IconButton } from '../shared/IconButton.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import { AxisControls } from './AxisControls.tsx';
import styles from './ExplorePanel.module.css';
import { SheetActions } from './SheetActions.tsx';
import { SheetGrid } from './SheetGrid.tsx';

export function ExplorePanel() {
  const isOpen = useAppStore((state) => state.exploreOpen);
  const sheet = useAppStore((state) => state.sheet);
  const problem = useAppStore((state) => state.sheetProblem);
  const closeExplore = useAppStore((state) => state.closeExplore);
  const drawSheet = useAppStore((state) => state.drawSheet);
  const waitsForEngine = isOpen && sheet === null;
  const isReady = useAppStore((state) => state.phase === 'ready');

  useEffect(() => {
    if (waitsForEngine && isReady) drawSheet();
  }, [waitsForEngine, isReady, drawSheet]);

  const panel = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isOpen) panel.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);

  if (!isOpen) return null;

  return (
    <section ref={panel} className={styles.panel} aria-labelledby="explore-title">
      <header className={styles.header}>
        <h2 id="explore-title" className={styles.title}>
          Explore
        </h2>
        <IconButton icon="close" label="Close Explore" onClick={closeExplore} />
      </header>
      <AxisControls />
      <SheetActions />
      {problem && (
        <p className={styles.problem} role="alert">
          {problem.message} {problem.hint}
        </p>
      )}
      {sheet && <SheetGrid sheet={sheet} />}
    </section>
  );
}
