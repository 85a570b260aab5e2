// Presets as chips, each written as what it shows: something, minus something.
import type { Preset } from '../../store/promptSlice.ts';
import { PRESETS } from '../presets.ts';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './PresetRow.module.css';

/** Chosen by eye on the embedded model; on another one they would promise what they do not keep. */
export function PresetRow() {
  const isEmbedded = useAppStore((state) => state.modelId === null);
  if (!isEmbedded) return null;
  return (
    <div className={styles.row} role="group" aria-label="Presets">
      <span className={styles.lead}>Try</span>
      <ul className={styles.chips}>
        {PRESETS.map((preset) => (
          <li key={preset.label}>
            <PresetChip preset={preset} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function PresetChip({ preset }: { readonly preset: Preset }) {
  const applyPreset = useAppStore((state) => state.applyPreset);
  const chosen = useAppStore(
    ({ positive, negative }) => positive === preset.positive && negative === preset.negative,
  );
  return (
    <button
      type="button"
      className={styles.chip}
      title={preset.label}
      aria-label={`${preset.label}: ${preset.positive} without ${preset.negative}`}
      aria-pressed={chosen}
      onClick={() => applyPreset(preset)}
    >
      {preset.positive} <span className={styles.minus}>−</span> {preset.negative}
    </button>
  );
}
