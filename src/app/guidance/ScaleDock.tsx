// The control the page is about: how hard to steer away. It stays in view, under the pictures that it changes.
import { useId, type CSSProperties } from 'react';
import { SCALE_RANGE } from '../../protocol/limits.ts';
import { NumberField } from '../shared/NumberField.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './ScaleDock.module.css';
import { ScaleSlider } from './ScaleSlider.tsx';
import { ScaleTicks } from './ScaleTicks.tsx';

export function ScaleDock() {
  const scale = useAppStore((state) => state.scale);
  const setScale = useAppStore((state) => state.setScale);
  const id = useId();
  const fill = { '--fill': scale / SCALE_RANGE.max } as CSSProperties;

  return (
    <section className={styles.dock} aria-label="Guidance scale">
      <label className={styles.label} htmlFor={id}>
        Steer away
      </label>
      <div className={styles.track} style={fill}>
        <ScaleSlider id={id} className={styles.slider} />
        <ScaleTicks />
      </div>
      <NumberField
        label="Scale as a number"
        className={styles.number}
        value={scale}
        range={SCALE_RANGE}
        onChange={setScale}
        messageClassName={styles.message}
      />
    </section>
  );
}
