// The phrases of the negative, each a switch. The text itself says which are off, so links and files do too.
import { promptPhrases, switchPhrase } from '../../lib/promptPhrases.ts';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './PhraseChips.module.css';

/** One phrase that is on needs no switch: clearing the field or the slider at 0 does the same. */
export function PhraseChips() {
  const negative = useAppStore((state) => state.negative);
  const setNegative = useAppStore((state) => state.setNegative);
  const phrases = promptPhrases(negative);
  if (phrases.length < 2 && !phrases.some(({ isOff }) => isOff)) return null;
  return (
    <ul className={styles.chips} aria-label="Parts of the negative prompt">
      {phrases.map((phrase) => (
        <li key={phrase.start}>
          <button
            type="button"
            className={styles.chip}
            aria-pressed={!phrase.isOff}
            aria-label={`Take away ${phrase.text}`}
            onClick={() => setNegative(switchPhrase(negative, phrase))}
          >
            <bdi>{phrase.text}</bdi>
          </button>
        </li>
      ))}
    </ul>
  );
}
