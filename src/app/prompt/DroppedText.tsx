// The end of a prompt that the model does not read, shown so that nobody wonders why it has no effect.
import type { PromptReport } from '../../protocol/engine.ts';
import styles from './PromptField.module.css';

/** Characters of the dropped text that are shown. */
const SHOWN = 90;

export function DroppedText({ report: { dropped, tokenLimit } }: { readonly report: PromptReport }) {
  const tail = dropped.length > SHOWN ? `${dropped.slice(0, SHOWN)}…` : dropped;
  return (
    <span data-dropped={dropped.length}>
      Too long: the model reads {tokenLimit} tokens. Not read ({dropped.length.toLocaleString('en')}{' '}
      characters): <bdi className={styles.dropped}>{tail}</bdi>
    </span>
  );
}
