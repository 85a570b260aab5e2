// One pane: the choice of what it is to be, its cost, the picture, and what the picture is of.
import { MODES } from '../../protocol/modes.ts';
import { paneName, shownName } from '../../store/paneNames.ts';
import { modeOf, type PaneSlot } from '../../store/paneSlots.ts';
import { paneSide, paneStatus, plainMilliseconds } from '../../store/selectors.ts';
import { AttentionOverlay } from '../attention/AttentionOverlay.tsx';
import { AttentionWords } from '../attention/AttentionWords.tsx';
import { PictureTools } from '../keep/PictureTools.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import { ModeChooser } from './ModeChooser.tsx';
import styles from './Pane.module.css';
import { PaneCanvas } from './PaneCanvas.tsx';
import { PaneFormula } from './PaneFormula.tsx';
import { describePicture, formatCost, formatMilliseconds } from './paneTexts.ts';
import { PaneVeil } from './PaneVeil.tsx';

export function Pane({ slot }: { readonly slot: PaneSlot }) {
  const { frameId, shown, milliseconds } = useAppStore((state) => state.panes[slot]);
  const status = useAppStore(paneStatus(slot));
  const side = useAppStore(paneSide(slot));
  const plain = useAppStore(plainMilliseconds);
  const mode = useAppStore((state) => modeOf(slot, state));
  const name = useAppStore(paneName(slot));
  const drawn = useAppStore(shownName(slot));
  const cost = formatCost(mode, MODES[mode].passes * (shown?.steps ?? 1), milliseconds, plain);

  return (
    <article
      className={styles.pane}
      aria-label={name}
      data-pane={slot}
      data-side={side}
      data-mode={shown?.mode}
      data-checkpoint={shown?.checkpoint}
      data-status={status}
      data-frame-id={frameId}
      data-scale={shown?.scale}
      data-seed={shown?.seed}
      data-steps={shown?.steps}
    >
      <header className={styles.header}>
        <ModeChooser slot={slot} />
        <p className={styles.cost}>
          {cost}
          {milliseconds !== null && <span className={styles.time}>{formatMilliseconds(milliseconds)}</span>}
        </p>
        <div className={styles.tools}>
          <PictureTools slot={slot} />
        </div>
      </header>
      <div className={styles.picture} data-picture>
        <PaneCanvas id={slot} label={shown ? describePicture(shown, drawn) : `${name}: no picture yet`} />
        <AttentionOverlay slot={slot} />
        <PaneVeil status={status} empty={shown === null} />
      </div>
      <PaneFormula slot={slot} />
      <AttentionWords slot={slot} />
    </article>
  );
}
