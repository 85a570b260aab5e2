// The seed: type one, roll one, or lock the one there is.
import { SEED_RANGE } from '../../protocol/limits.ts';
import { IconButton } from '../shared/IconButton.tsx';
import { NumberField } from '../shared/NumberField.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './SeedControl.module.css';

export function SeedControl() {
  const seed = useAppStore((state) => state.seed);
  const locked = useAppStore((state) => state.seedLocked);
  const setSeed = useAppStore((state) => state.setSeed);
  const rollSeed = useAppStore((state) => state.rollSeed);
  const toggleSeedLock = useAppStore((state) => state.toggleSeedLock);

  return (
    <div className={styles.seed} role="group" aria-label="Seed">
      <span className={styles.label} aria-hidden="true">
        Seed
      </span>
      <div className={styles.tools}>
        <IconButton icon="dice" label="Roll a new seed" onClick={rollSeed} disabled={locked} />
        <IconButton
          icon={locked ? 'lock' : 'unlock'}
          label="Lock the seed"
          pressed={locked}
          onClick={toggleSeedLock}
        />
      </div>
      <NumberField
        label="Seed"
        className={styles.number}
        value={seed}
        range={SEED_RANGE}
        onChange={setSeed}
        readOnly={locked}
        messageClassName={styles.message}
      />
    </div>
  );
}
