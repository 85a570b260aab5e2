// Where two pictures differ: a heat map between them, with its scale and how much it is in all.
import { paneName } from '../../store/paneNames.ts';
import { differenceStatus } from '../../store/selectors.ts';
import paneStyles from '../panes/Pane.module.css';
import { PaneCanvas } from '../panes/PaneCanvas.tsx';
import { PaneVeil } from '../panes/PaneVeil.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import { HeatLegend } from './HeatLegend.tsx';

export function DifferencePane() {
  const difference = useAppStore((state) => state.difference);
  const status = useAppStore(differenceStatus);
  const names = useAppStore((state) => state.compared.map((slot) => paneName(slot)(state)).join(' and '));
  const figures = difference && `${formatShare(difference.changed)} of the pixels differ visibly`;

  return (
    <article
      className={paneStyles.pane}
      aria-label={`Difference of ${names}`}
      data-difference
      data-status={status}
      data-changed={difference?.changed}
      data-mean={difference?.mean}
    >
      <header className={paneStyles.header}>
        <h2 className={paneStyles.title}>Difference</h2>
        <p className={paneStyles.cost}>{figures ?? '\u00a0'}</p>
      </header>
      <div className={paneStyles.picture} data-picture>
        <PaneCanvas
          id="difference"
          label={`Heat map of where ${names} differ${figures ? `: ${figures}` : ''}`}
        />
        <PaneVeil status={status} empty={difference === null} />
      </div>
      <HeatLegend mean={difference?.mean} />
    </article>
  );
}

/** Whole percents, but neither none nor all of them unless it is so. */
function formatShare(share: number): string {
  if (share > 0 && share < 0.01) return 'Under 1 %';
  return `${share > 0.99 && share < 1 ? 99 : Math.round(100 * share)} %`;
}
