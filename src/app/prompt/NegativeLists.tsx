// Things that the model knows how to leave out, by kind: pressed while they are in the negative.
import { addPhrases, hasPhrases, removePhrases } from '../../lib/promptPhrases.ts';
import { useAppStore } from '../shared/storeContext.ts';
import { NEGATIVE_LISTS, type NegativeGroup } from './negativeLists.ts';
import styles from './PromptMenu.module.css';

export function NegativeLists() {
  return (
    <div className={styles.groups}>
      {NEGATIVE_LISTS.map((group) => (
        <NegativeRow key={group.label} group={group} />
      ))}
    </div>
  );
}

function NegativeRow({ group: { label, lists } }: { readonly group: NegativeGroup }) {
  const negative = useAppStore((state) => state.negative);
  const setNegative = useAppStore((state) => state.setNegative);
  return (
    <div className={styles.group} role="group" aria-label={label}>
      <h3 className={styles.label}>{label}</h3>
      <ul className={styles.lists}>
        {lists.map((list) => {
          const isIn = hasPhrases(negative, list);
          return (
            <li key={list}>
              <button
                type="button"
                className={styles.list}
                aria-pressed={isIn}
                onClick={() => setNegative((isIn ? removePhrases : addPhrases)(negative, list))}
              >
                {list}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
