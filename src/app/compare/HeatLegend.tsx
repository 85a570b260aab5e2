// The scale of the heat map: from the same colour to as far apart as it tells.
import type { CSSProperties } from 'react';
import { FULL_HEAT, HEAT_RAMP } from '../../lib/heatMap.ts';
import styles from './DifferencePane.module.css';

const RAMP = `linear-gradient(90deg, ${HEAT_RAMP.map((bytes) => `rgb(${bytes.join(' ')})`).join(', ')})`;

export function HeatLegend({ mean }: { readonly mean: number | undefined }) {
  return (
    <div className={styles.legend} style={{ '--ramp': RAMP } as CSSProperties}>
      <div className={styles.ramp} />
      <span>same colour</span>
      <span
        className={styles.mean}
        title="100 times the distance in Oklab: 2 is just visible, 100 is black against white"
      >
        {mean !== undefined && `mean ΔE ${mean.toFixed(1)}`}
      </span>
      <span>ΔE {FULL_HEAT}+</span>
    </div>
  );
}
