// Explains what the slider does inside the model, why CFG cannot do it in one step, and shows the model that runs.
import { MODES } from '../../protocol/modes.ts';
import { useEngineInfo } from '../diagnostics/useReport.ts';
import { ExternalLink } from '../shared/ExternalLink.tsx';
import styles from './HowItWorks.module.css';
import { LiveFormula } from './LiveFormula.tsx';
import { PlanDiagram } from './PlanDiagram.tsx';

export function HowItWorks() {
  const info = useEngineInfo();
  const { nasa, cfg } = MODES;
  return (
    <article className={styles.article}>
      <section>
        <h3>The picture reads your words</h3>
        <p>
          A text-to-image model looks at the prompt again and again while it paints. Each look is a
          cross-attention: every spot of the picture gathers from the words what concerns it. The model behind
          this page paints in a single step.
        </p>
      </section>

      <section>
        <h3>NASA reads the unwanted words too, and takes them away</h3>
        <p>
          At every look the same spot also gathers from the negative prompt, and that is subtracted before the
          painting goes on. It happens inside the one pass, so it costs almost nothing. Move the slider:
        </p>
        <LiveFormula />
        <Source paper={nasa.paper} />
      </section>

      <section>
        <h3>Why CFG breaks one-step pictures</h3>
        <p>
          Classifier-free guidance runs the whole model twice and subtracts finished predictions:{' '}
          <span className={styles.inline}>{cfg.formula}</span>. Over many small steps the model can repair
          what that distorts, for each step starts from a picture it knows. With one step there is no next
          step: the difference of two pictures is what you get, with washed-out or burnt colours and shapes of
          both. Inside the attention the model still has its later layers to make one picture of it.
        </p>
        <Source paper={cfg.paper} />
      </section>

      <section>
        <h3>The model that runs now</h3>
        <p>
          ONNX Runtime has no operator for this. So the model is cut open at every text cross-attention: the
          pieces run as ONNX Runtime sessions, and between them one WebGPU kernel of ours attends to both
          prompts and subtracts. The scale is a small number in the kernel’s memory, so the slider rebuilds
          nothing.
        </p>
        {info && <PlanDiagram info={info} />}
      </section>
    </article>
  );
}

function Source({ paper }: { readonly paper: (typeof MODES)['nasa']['paper'] }) {
  if (!paper) return null;
  return (
    <p className={styles.source}>
      {paper.title}, <ExternalLink href={paper.url}>arXiv {paper.arxiv}</ExternalLink>
    </p>
  );
}
