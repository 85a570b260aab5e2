// One pane: its name and cost, the picture, and what the picture is of.
import type { GuidanceMode } from '../../protocol/engine.ts';
import { paneStatus } from '../../store/selectors.ts';
import { IconButton } from '../shared/IconButton.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './Pane.module.css';
import { PaneCanvas } from './PaneCanvas.tsx';
import { PaneFormula } from './PaneFormula.tsx';
import { formatMilliseconds, formatPasses, PANE_TEXTS } from './paneTexts.ts';
import { PaneVeil } from './PaneVeil.tsx';
import { useDownload } from './useDownload.ts';

export function Pane({ mode }: { readonly mode: GuidanceMode }) {
  const { frameId, shown, milliseconds } = useAppStore((state) => state.panes[mode]);
  const status = useAppStore(paneStatus(mode));
  const download = useDownload(mode);
  const { title, passes } = PANE_TEXTS[mode];

  return (
    <article
      className={styles.pane}
      aria-label={title}
      data-mode={mode}
      data-status={status}
      data-frame-id={frameId}
      data-scale={shown?.scale}
      data-seed={shown?.seed}
      data-steps={shown?.steps}
    >
      <header className={styles.header}>
        <h2 className={styles.title}>{title}</h2>
        <p className={styles.cost}>
          {formatPasses(passes * (shown?.steps ?? 1))}
          {milliseconds !== null && <span className={styles.time}>{formatMilliseconds(milliseconds)}</span>}
        </p>
        <div className={styles.tools}>
          <IconButton
            icon="download"
            label={`Save the ${title} picture as PNG`}
            onClick={download}
            disabled={shown === null}
          />
        </div>
      </header>
      <div className={styles.picture}>
        <PaneCanvas mode={mode} shown={shown} />
        <PaneVeil status={status} empty={shown === null} />
      </div>
      <PaneFormula mode={mode} />
    </article>
  );
}
