// NASA's formula with the scale of the moment, and a slider that moves it and the pictures behind the dialog.
import { useId } from 'react';
import { MODES } from '../../protocol/modes.ts';
import { ScaleSlider } from '../guidance/ScaleSlider.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './HowItWorks.module.css';

export function LiveFormula() {
  const scale = useAppStore((state) => state.scale);
  const positive = useAppStore((state) => state.positive.trim().slice(0, 60));
  const negative = useAppStore((state) => state.negative.trim().slice(0, 60));
  const id = useId();
  const [plus, minus] = MODES.nasa.weights(scale);
  return (
    <div className={styles.live}>
      <p className={styles.formula} data-formula>
        Z = {plus === 1 ? '' : `${plus} `}Z<sup>+</sup> −{' '}
        <output className={styles.scale}>{minus.toFixed(2)}</output> Z<sup>−</sup>
      </p>
      <p className={styles.legend}>
        <span>
          <b className={styles.want}>Z⁺</b> what the picture reads of “<bdi>{positive || 'anything'}</bdi>”
        </span>
        <span>
          <b className={styles.away}>Z⁻</b> what it reads of “<bdi>{negative || 'nothing'}</bdi>”
        </span>
      </p>
      <label className={styles.label} htmlFor={id}>
        The scale in the formula
      </label>
      <ScaleSlider id={id} className={styles.slider} />
    </div>
  );
}
