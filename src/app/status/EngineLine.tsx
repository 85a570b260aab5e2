// The honest label: what the model can draw, under which licence, and what it runs on.
import type { Backend } from '../../protocol/engine.ts';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './StatusBar.module.css';

/** What the adapter's name does not say yet. */
const RUNS_ON: Readonly<Record<Backend, readonly string[]>> = {
  webgpu: ['WebGPU'],
  hybrid: ['WebGPU + WebAssembly'],
  wasm: [],
};

export function EngineLine() {
  const info = useAppStore((state) => state.info);
  if (!info) return null;
  const { modelName, modelSummary, modelLicence, backend, adapter, precision } = info;
  return (
    <div className={styles.facts}>
      <p className={styles.summary}>{modelSummary}</p>
      <p>
        <span data-backend={backend}>{[adapter, ...RUNS_ON[backend], precision].join(' · ')}</span>
        {modelLicence && (
          <a
            className={styles.licence}
            href={modelLicence.url}
            target="_blank"
            rel="noreferrer"
            title={modelLicence.name}
            aria-label={`Licence of ${modelName}: ${modelLicence.name}`}
          >
            Licence
          </a>
        )}
      </p>
    </div>
  );
}
