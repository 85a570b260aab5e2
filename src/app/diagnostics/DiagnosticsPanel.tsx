// What runs here and how fast, as tables and a small chart, with a button that copies all of it for a bug report.
import { useEffect } from 'react';
import { useAppStore } from '../shared/storeContext.ts';
import { CopyReport } from './CopyReport.tsx';
import styles from './Diagnostics.module.css';
import { FrameChart } from './FrameChart.tsx';
import { useReport } from './useReport.ts';

export function DiagnosticsPanel() {
  const report = useReport();
  const times = useAppStore((state) => state.frameTimes);
  const refreshModels = useAppStore((state) => state.refreshModels);
  // The list knows where a model comes from.
  useEffect(() => void refreshModels(), [refreshModels]);
  if (!report) return null;
  return (
    <div className={styles.report}>
      <CopyReport sections={report} />
      <FrameChart times={times} />
      {report.map(({ title, rows }) => (
        <section key={title}>
          <h3 className={styles.title}>{title}</h3>
          <dl className={styles.rows}>
            {rows.map(([label, value], index) => (
              <div key={`${label} ${index}`} className={styles.row}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
