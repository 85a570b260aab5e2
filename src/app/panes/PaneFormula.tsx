// What the picture in a pane is: the arithmetic of the prompts that made it, and the numbers that its mode ran with.
import type { CSSProperties } from 'react';
import { describeGuidance } from '../../protocol/guidanceAt.ts';
import { MODES } from '../../protocol/modes.ts';
import type { PaneSlot } from '../../store/paneSlots.ts';
import type { ShownPicture } from '../../store/paneState.ts';
import { useAppStore } from '../shared/storeContext.ts';
import { CheckpointChooser } from './CheckpointChooser.tsx';
import styles from './PaneFormula.module.css';

export function PaneFormula({ slot }: { readonly slot: PaneSlot }) {
  const shown = useAppStore((state) => state.panes[slot].shown);
  return (
    <div className={styles.made}>
      <p className={styles.formula}>{shown ? <Arithmetic shown={shown} /> : '\u00a0'}</p>
      <div className={styles.numbers}>
        {shown && shown.mode !== 'none' && <p>{describe(shown)}</p>}
        <CheckpointChooser slot={slot} />
      </div>
    </div>
  );
}

function Arithmetic({ shown }: { readonly shown: ShownPicture }) {
  const { positive, negative, guidance, mode, scale } = shown;
  const want = <Words text={positive.trim() || 'anything'} className={styles.want} />;
  if (guidance.mode === 'none') return want;
  const [plus, minus] = MODES[guidance.mode].weights(guidance.scale);
  const gone = MODES[mode].place === 'attention' ? Math.min(1, scale) : 0;
  return (
    <>
      {plus !== 1 && <Factor value={plus} />}
      {want}
      <span className={styles.minus}>−</span>
      <Factor value={minus} />
      <Words text={negative.trim() || 'anything'} className={styles.away} gone={gone} />
    </>
  );
}

function describe({ mode, guidance, scale }: ShownPicture): string {
  if (guidance.mode === 'none' && scale > 0) return `${MODES[mode].name}, nothing to subtract`;
  return describeGuidance(mode, guidance);
}

interface WordsProps {
  readonly text: string;
  readonly className: string | undefined;
  /** How much of them is crossed out, 0 to 1. */
  readonly gone?: number;
}

function Words({ text, className, gone = 0 }: WordsProps) {
  return (
    <bdi className={className} title={text.slice(0, 500)} style={{ '--gone': gone } as CSSProperties}>
      {text.slice(0, 120)}
    </bdi>
  );
}

function Factor({ value }: { readonly value: number }) {
  return <span className={styles.factor}>{value.toFixed(2)} ×</span>;
}
