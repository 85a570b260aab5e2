// The phrases of the negative, each a switch. The text itself says which are off, so links and files do too.
import { promptPhrases, switchPhrase } from '../../lib/promptPhrases.ts';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './PhraseChips.module.css';

/** A phrase that is alone stands in the field above already: its switch has no words, and takes no line. */
export function PhraseChips() {
  const negative = useAppStore((state) => state.negative);
  const setNegative = useAppStore((state) => state.setNegative);
  const phrases = promptPhrases(negative);
  if (phrases.length === 0) return null;
  const isAlone = phrases.length === 1;
  return (
    <ul className={styles.chips} data-alone={isAlone} aria-label="Parts of the negative prompt">
      {phrases.map((phrase) => (
        <li key={phrase.start}>
          <button
            type="button"
            className={styles.chip}
            aria-pressed={!phrase.isOff}
            aria-label={`Take away ${phrase.text}`}
            title={`Take away ${phrase.text}`}
            onClick={() => setNegative(switchPhrase(negative, phrase))}
          >
            {!isAlone && <bdi>{phrase.text}</bdi>}
          </button>
        </li>
      ))}
    </ul>
  );
}
