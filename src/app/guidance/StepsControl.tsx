// How many steps a picture takes; only where the model leaves a choice.
import { stepsRange } from '../../store/guidanceSlice.ts';
import { IconButton } from '../shared/IconButton.tsx';
import { NumberField } from '../shared/NumberField.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './SeedControl.module.css';

export function StepsControl() {
  const model = useAppStore((state) => state.info?.steps);
  const steps = useAppStore((state) => state.steps);
  const setSteps = useAppStore((state) => state.setSteps);
  if (!model || model.min === model.max) return null;

  return (
    <div className={styles.seed} data-narrow role="group" aria-label="Steps">
      <span className={styles.label} aria-hidden="true">
        Steps
      </span>
      <div className={styles.tools}>
        <IconButton
          icon="minus"
          label="One step less"
          onClick={() => setSteps(steps - 1)}
          disabled={steps <= model.min}
        />
        <IconButton
          icon="plus"
          label="One step more"
          onClick={() => setSteps(steps + 1)}
          disabled={steps >= model.max}
        />
      </div>
      <NumberField
        label="Steps"
        className={styles.number}
        value={steps}
        range={stepsRange(model)}
        onChange={setSteps}
        messageClassName={styles.message}
      />
    </div>
  );
}
