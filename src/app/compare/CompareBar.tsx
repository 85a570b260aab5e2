// Above the pictures: how they are compared, which two, and how closely one looks.
import type { ReactNode } from 'react';
import { Choice } from '../shared/Choice.tsx';
import { Segments } from '../shared/Segments.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import { COMPARE_VIEWS, type CompareView } from '../../store/compareSlice.ts';
import { paneName } from '../../store/paneNames.ts';
import { PANE_SLOTS, type PaneSlot } from '../../store/paneSlots.ts';
import styles from './CompareBar.module.css';
import { ZoomControls } from './ZoomControls.tsx';

const VIEW_TEXTS: Readonly<Record<CompareView, string>> = Object.freeze({
  side: 'Side by side',
  wipe: 'Wipe',
  flip: 'Flip',
  difference: 'Difference',
});

/** @param children other tools, between the views and the zoom */
export function CompareBar({ children }: { readonly children: ReactNode }) {
  const view = useAppStore((state) => state.view);
  const setView = useAppStore((state) => state.setView);
  return (
    <section className={styles.bar} aria-label="Compare">
      <Segments
        label="View"
        options={COMPARE_VIEWS.map((value) => ({ value, text: VIEW_TEXTS[value] }))}
        value={view}
        onChange={setView}
      />
      {view !== 'side' && <PairChoice />}
      <div className={styles.tools}>
        {children}
        <ZoomControls />
      </div>
    </section>
  );
}

const PAIRS = PANE_SLOTS.flatMap((left, index) =>
  PANE_SLOTS.slice(index + 1).map((right) => [left, right] as const),
);

function PairChoice() {
  const [left, right] = useAppStore((state) => state.compared);
  const setCompared = useAppStore((state) => state.setCompared);
  const names = useAppStore((state) =>
    PANE_SLOTS.map((slot) => paneName(slot, PANE_SLOTS)(state)).join('\n'),
  ).split('\n');
  const nameOf = (slot: PaneSlot): string => names[PANE_SLOTS.indexOf(slot)] ?? slot;
  return (
    <div className={styles.pair}>
      <Choice
        label="Compared pictures"
        look="pill"
        options={PAIRS.map((pair) => ({ value: pair.join(' '), text: pair.map(nameOf).join(' and ') }))}
        value={`${left} ${right}`}
        onChange={(value) => {
          const pair = PAIRS.find((candidate) => candidate.join(' ') === value);
          if (pair) setCompared(...pair);
        }}
      />
    </div>
  );
}
