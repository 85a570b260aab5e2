// What is wanted and what is not, side by side, with steps and seed beside them and presets below.
import { SeedControl } from '../guidance/SeedControl.tsx';
import { StepsControl } from '../guidance/StepsControl.tsx';
import { PresetRow } from './PresetRow.tsx';
import { PromptField } from './PromptField.tsx';
import styles from './PromptPanel.module.css';

export function PromptPanel() {
  return (
    <section className={styles.panel} aria-label="Prompts">
      <div className={styles.fields}>
        <PromptField field="positive" />
        <PromptField field="negative" />
        <StepsControl />
        <SeedControl />
      </div>
      <PresetRow />
    </section>
  );
}
