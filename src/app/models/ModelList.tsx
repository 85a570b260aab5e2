// Every model, one row each; or why there is no list.
import { useEffect, useRef } from 'react';
import { useAppStore } from '../shared/storeContext.ts';
import { ProblemCard } from '../status/ProblemCard.tsx';
import { ModelRow } from './ModelRow.tsx';
import styles from './ModelsDialog.module.css';

/** @param props.added the model whose row is to get the focus */
export function ModelList({ added }: { readonly added: string | null }) {
  const cards = useAppStore((state) => state.cards);
  const problem = useAppStore((state) => state.listProblem);
  const refreshModels = useAppStore((state) => state.refreshModels);
  const list = useRef<HTMLUListElement>(null);

  useEffect(() => {
    if (added === null) return;
    const row = list.current?.querySelector(`[data-model="${CSS.escape(added)}"]`);
    row?.scrollIntoView({ block: 'nearest' });
    row?.querySelector('button')?.focus();
  }, [added]);

  return (
    <>
      {problem && (
        <ProblemCard problem={problem} steps={[{ label: 'Try again', act: () => void refreshModels() }]} />
      )}
      {!cards && !problem && <p className={styles.quiet}>Looking at what is here…</p>}
      <ul ref={list} className={styles.list}>
        {cards?.map((card) => (
          <ModelRow key={card.id} card={card} />
        ))}
      </ul>
    </>
  );
}
