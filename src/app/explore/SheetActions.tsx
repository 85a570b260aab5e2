// How far the sheet is, and what can be done with it: draw it again, stop it, save it.
import { planSheet } from '../../store/sheet/sheet.ts';
import type { AppState } from '../../store/appState.ts';
import { Button } from '../shared/Button.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './ExplorePanel.module.css';
import { leftOutText } from './leftOutText.ts';
import { useExport } from './useExport.ts';

export function SheetActions() {
  const phase = useAppStore((state) => state.sheetPhase);
  const isReady = useAppStore((state) => state.phase === 'ready');
  const isStale = useAppStore(sheetIsStale);
  const hasPictures = useAppStore((state) => Object.keys(state.drawnCells).length > 0);
  const leftOut = useAppStore((state) => leftOutText(planSheet(state)));
  const line = useAppStore(progressLine);
  const aloud = useAppStore(progressAloud);
  const drawSheet = useAppStore((state) => state.drawSheet);
  const stopSheet = useAppStore((state) => state.stopSheet);
  const saveSheet = useExport();
  const isDrawing = phase === 'drawing';
  const isNeeded = isStale || phase === 'stopped';

  return (
    <div className={styles.actions} data-sheet={phase} data-stale={isStale}>
      <p className={styles.progress}>
        <span aria-hidden="true">{line}</span>
        {isStale && <strong className={styles.stale}>The settings have changed.</strong>}
        <span aria-hidden="true">{leftOut}</span>
      </p>
      <p className="visuallyHidden" role="status">
        {`${aloud} ${leftOut}`.trim()}
      </p>
      <div className={styles.buttons}>
        {isDrawing && !isStale ? (
          <Button onClick={stopSheet}>Cancel</Button>
        ) : (
          <Button look={isNeeded ? 'solid' : 'outline'} disabled={!isReady || !isNeeded} onClick={drawSheet}>
            Redraw
          </Button>
        )}
        <Button disabled={!hasPictures} onClick={saveSheet}>
          Save as PNG
        </Button>
      </div>
    </div>
  );
}

/** What is drawn is not what the settings of the moment ask for. */
function sheetIsStale(state: AppState): boolean {
  return state.sheet !== null && planSheet(state).key !== state.sheet.key;
}

function progressLine(state: AppState): string {
  const { sheet, drawnCells, sheetPhase, phase } = state;
  if (!sheet) return phase === 'ready' ? '' : 'The pictures come once the model is loaded.';
  const drawn = Object.values(drawnCells);
  const all = sheet.requests.length;
  const counted = sheetPhase === 'done' ? `${all} pictures` : `${drawn.length} of ${all} pictures`;
  const what = { drawing: `Drawing, ${counted}`, done: counted, stopped: `Stopped, ${counted}` }[sheetPhase];
  const mean = drawn.reduce((sum, { frame }) => sum + frame, 0) / drawn.length;
  return drawn.length > 0 ? `${what}, ${mean < 10 ? mean.toFixed(1) : mean.toFixed(0)} ms each` : what;
}

/** Every picture would be too much talk: quarters, and the end. */
function progressAloud(state: AppState): string {
  const { sheet, drawnCells, sheetPhase } = state;
  if (!sheet || sheetPhase !== 'drawing') return progressLine(state);
  const share = Math.floor((4 * Object.keys(drawnCells).length) / sheet.requests.length) * 25;
  return `Drawing ${sheet.requests.length} pictures, ${share} percent`;
}
