// The prompts of late, both fields together: one press brings them back.
import { useAppStore } from '../shared/storeContext.ts';
import styles from './PromptMenu.module.css';

export function RecentPrompts({ close }: { readonly close: () => void }) {
  const recent = useAppStore((state) => state.recentPrompts);
  const applyPrompts = useAppStore((state) => state.applyPrompts);
  const clear = useAppStore((state) => state.clearRecentPrompts);
  return (
    <section aria-label="Recent prompts">
      <div className={styles.head}>
        <h3 className={styles.label}>Recent</h3>
        {recent.length > 0 && (
          <button type="button" className={styles.clear} onClick={clear}>
            Clear
          </button>
        )}
      </div>
      {recent.length === 0 && <p className={styles.none}>Prompts that you look at for a moment come here.</p>}
      <ul className={styles.recent}>
        {recent.map((prompts) => (
          <li key={`${prompts.positive}\n${prompts.negative}`}>
            <button
              type="button"
              className={styles.pair}
              onClick={() => {
                applyPrompts(prompts);
                close();
              }}
            >
              <bdi>{prompts.positive.trim() || 'anything'}</bdi>
              {prompts.negative.trim() !== '' && (
                <>
                  {' '}
                  <span className={styles.minus}>−</span> <bdi>{prompts.negative}</bdi>
                </>
              )}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
