// One pane: its name, or the choice of what it is to be, its cost, the picture, and what the picture is of.
import { MODES } from '../../protocol/modes.ts';
import { modeOf, type PaneSlot } from '../../store/paneSlots.ts';
import { paneStatus } from '../../store/selectors.ts';
import { AttentionOverlay } from '../attention/AttentionOverlay.tsx';
import { AttentionWords } from '../attention/AttentionWords.tsx';
import { IconButton } from '../shared/IconButton.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import { ModeChooser } from './ModeChooser.tsx';
import styles from './Pane.module.css';
import { PaneCanvas } from './PaneCanvas.tsx';
import { PaneFormula } from './PaneFormula.tsx';
import { formatMilliseconds, formatPasses } from './paneTexts.ts';
import { PaneVeil } from './PaneVeil.tsx';
import { useDownload } from './useDownload.ts';

export function Pane({ slot }: { readonly slot: PaneSlot }) {
  const { frameId, shown, milliseconds } = useAppStore((state) => state.panes[slot]);
  const status = useAppStore(paneStatus(slot));
  const download = useDownload(slot);
  const mode = useAppStore((state) => modeOf(slot, state));
  const { name, passes } = MODES[mode];

  return (
    <article
      className={styles.pane}
      aria-label={name}
      data-pane={slot}
      data-mode={shown?.mode}
      data-status={status}
      data-frame-id={frameId}
      data-scale={shown?.scale}
      data-seed={shown?.seed}
      data-steps={shown?.steps}
    >
      <header className={styles.header}>
        {slot === 'steered' ? <ModeChooser /> : <h2 className={styles.title}>{name}</h2>}
        <p className={styles.cost}>
          {formatPasses(passes * (shown?.steps ?? 1))}
          {milliseconds !== null && <span className={styles.time}>{formatMilliseconds(milliseconds)}</span>}
        </p>
        <div className={styles.tools}>
          <IconButton
            icon="download"
            label={`Save the ${name} picture as PNG`}
            onClick={download}
            disabled={shown === null}
          />
        </div>
      </header>
      <div className={styles.picture}>
        <PaneCanvas slot={slot} shown={shown} />
        <AttentionOverlay slot={slot} />
        <PaneVeil status={status} empty={shown === null} />
      </div>
      <PaneFormula slot={slot} />
      <AttentionWords slot={slot} />
    </article>
  );
}
