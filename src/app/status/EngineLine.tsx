// The honest label: what the model can draw, and what it runs on.
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
  const { modelName, modelSummary, backend, adapter, precision } = info;
  return (
    <p className={styles.line}>
      <span>
        <strong>{modelName}:</strong> {lowerFirst(modelSummary)}
      </span>
      <span className={styles.adapter} data-backend={backend}>
        {[adapter, ...RUNS_ON[backend], precision].join(' · ')}
      </span>
    </p>
  );
}

/** The summary is a sentence of its own elsewhere; here it goes on after the name. */
function lowerFirst(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
