// What the picture in a pane is, written as the arithmetic that made it.
import type { CSSProperties } from 'react';
import type { GuidanceMode } from '../../protocol/engine.ts';
import { formatInRange } from '../../protocol/readNumber.ts';
import { SCALE_RANGE } from '../../protocol/limits.ts';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './PaneFormula.module.css';

export function PaneFormula({ mode }: { readonly mode: GuidanceMode }) {
  const shown = useAppStore((state) => state.panes[mode].shown);
  if (!shown) return <p className={styles.formula}>&nbsp;</p>;

  const { positive, negative, scale } = shown;
  const want = <Words text={positive.trim() || 'anything'} className={styles.want} />;
  if (mode === 'none') return <p className={styles.formula}>{want}</p>;
  if (!negative.trim() && mode === 'nasa') {
    return (
      <p className={styles.formula}>
        {want}
        <span className={styles.aside}>nothing to subtract</span>
      </p>
    );
  }
  const away = <Words text={negative.trim() || 'anything'} className={styles.away} />;
  return (
    <p
      className={styles.formula}
      style={{ '--gone': mode === 'nasa' ? Math.min(1, scale) : 0 } as CSSProperties}
    >
      {mode === 'cfg' && <Factor value={1 + scale} />}
      {want}
      <span className={styles.minus}>−</span>
      <Factor value={scale} />
      {away}
    </p>
  );
}

function Words({ text, className }: { readonly text: string; readonly className: string | undefined }) {
  return (
    <bdi className={className} title={text.slice(0, 500)}>
      {text.slice(0, 120)}
    </bdi>
  );
}

function Factor({ value }: { readonly value: number }) {
  return <span className={styles.factor}>{formatInRange(value, SCALE_RANGE)} ×</span>;
}
