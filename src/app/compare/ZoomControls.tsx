// Closer, further away, back to the whole picture: for all panes at once.
import { CENTRE, isMagnified, magnifyAt, WHOLE_PICTURE, ZOOM_STEP } from '../../store/magnification.ts';
import { IconButton } from '../shared/IconButton.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './CompareBar.module.css';

export function ZoomControls() {
  const magnification = useAppStore((state) => state.magnification);
  const setMagnification = useAppStore((state) => state.setMagnification);
  const by = (factor: number): void => setMagnification(magnifyAt(magnification, factor, CENTRE));
  return (
    <div className={styles.zoom} role="group" aria-label="Zoom">
      {isMagnified(magnification) && (
        <>
          <button
            type="button"
            className={styles.percent}
            aria-label="Show the whole picture"
            title="Show the whole picture"
            onClick={() => setMagnification(WHOLE_PICTURE)}
          >
            {Math.round(100 * magnification.zoom)} %
          </button>
          <IconButton icon="minus" label="Zoom out" onClick={() => by(1 / ZOOM_STEP)} />
        </>
      )}
      <IconButton icon="zoomIn" label="Zoom in" onClick={() => by(ZOOM_STEP)} />
    </div>
  );
}
