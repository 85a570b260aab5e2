// The honest label: what the model can draw, and what it runs on.
import { useAppStore } from '../shared/storeContext.ts';
import styles from './StatusBar.module.css';

export function EngineLine() {
  const info = useAppStore((state) => state.info);
  if (!info) return null;
  const { modelName, modelSummary, backend, adapter, precision } = info;
  return (
    <p className={styles.line}>
      <span>
        <strong>{modelName}</strong> {modelSummary}
      </span>
      <span className={styles.adapter} data-backend={backend}>
        {[adapter, ...(backend === 'webgpu' ? ['WebGPU'] : []), precision].join(' · ')}
      </span>
    </p>
  );
}
