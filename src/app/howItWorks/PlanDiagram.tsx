// The running model as it is cut: sessions of ONNX Runtime in grey, our op between them, and what runs in each op.
import type { EngineInfo } from '../../protocol/engine.ts';
import { formatMilliseconds } from '../panes/paneTexts.ts';
import styles from './HowItWorks.module.css';
import { planFigures } from './planFigures.ts';

export function PlanDiagram({ info }: { readonly info: EngineInfo }) {
  const { segments, attentions, groups } = planFigures(info);
  if (attentions === 0)
    return (
      <p>
        {info.modelName} runs without a GPU here: the same arithmetic, written out in ONNX Runtime’s own
        operators, in one piece.
      </p>
    );
  const summary = `${info.modelName}: ${segments} segments and ${attentions} cross-attentions between them`;
  return (
    <figure className={styles.figure}>
      <div
        className={styles.plan}
        role="img"
        aria-label={summary}
        data-segments={segments}
        data-ops={attentions}
      >
        {info.plan.map((step, index) => (
          <span
            key={index}
            className={step.kind === 'op' ? styles.op : styles.segment}
            title={step.kind === 'op' ? step.shape : 'ONNX Runtime'}
          >
            {step.kind === 'op' ? '−' : ''}
          </span>
        ))}
      </div>
      <figcaption className={styles.caption}>
        {summary}. Noise goes in on the left, the picture comes out on the right.
      </figcaption>
      {groups.length > 0 && (
        <table className={styles.table}>
          <caption className="visuallyHidden">Cross-attentions by shape</caption>
          <thead>
            <tr>
              <th scope="col">Count</th>
              <th scope="col">Shape</th>
              <th scope="col">Kernel</th>
              <th scope="col">Each</th>
            </tr>
          </thead>
          <tbody>
            {groups.map(({ shape, kernel, count, milliseconds }) => (
              <tr key={shape}>
                <td>{count}</td>
                <td>{shape}</td>
                <td>{kernel}</td>
                <td>{milliseconds === undefined ? 'not measured' : formatMilliseconds(milliseconds)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </figure>
  );
}
