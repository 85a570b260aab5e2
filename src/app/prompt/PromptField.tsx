// One prompt: a label, the text, how many tokens it takes, and what of it did not fit.
import { useId, type KeyboardEvent } from 'react';
import { MOST_WEIGHT, readPromptWeights } from '../../lib/promptWeights.ts';
import { hasNegative, promptReport } from '../../store/selectors.ts';
import { Icon } from '../shared/Icon.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import { DroppedText } from './DroppedText.tsx';
import { editText } from './editText.ts';
import { PhraseChips } from './PhraseChips.tsx';
import styles from './PromptField.module.css';
import { PromptMenu } from './PromptMenu.tsx';
import { weightEditOf } from './weightKeys.ts';

const TEXTS = Object.freeze({
  positive: { label: 'I want', icon: 'plus', placeholder: 'anything at all' },
  negative: { label: 'I don’t want', icon: 'minus', placeholder: 'nothing to avoid' },
} as const);

export function PromptField({ field }: { readonly field: 'positive' | 'negative' }) {
  const text = useAppStore((state) => state[field]);
  const setText = useAppStore((state) => (field === 'positive' ? state.setPositive : state.setNegative));
  const drawNow = useAppStore((state) => state.scheduleFrame);
  const report = useAppStore(promptReport(field));
  const hasText = useAppStore(hasNegative);
  const pointless = field === 'negative' && (!hasText || report?.tokens === 0);
  const id = useId();
  const { label, icon, placeholder } = TEXTS[field];

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const weighed = weightEditOf(event.nativeEvent, event.currentTarget);
    if (weighed !== undefined) {
      event.preventDefault();
      if (weighed) editText(event.currentTarget, weighed);
      return;
    }
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    drawNow(0);
  };

  return (
    <div className={styles.field} data-field={field}>
      <label className={styles.label} htmlFor={id}>
        <Icon name={icon} size={15} />
        {label}
      </label>
      <div className={styles.side}>
        {report && (
          <span className={styles.count} title="Tokens that the model reads, of those that it can">
            {report.tokens}/{report.tokenLimit}
          </span>
        )}
        {field === 'negative' && <PromptMenu />}
      </div>
      <textarea
        id={id}
        className={styles.text}
        rows={1}
        dir="auto"
        value={text}
        placeholder={placeholder}
        enterKeyHint="go"
        autoCapitalize="none"
        spellCheck={false}
        aria-describedby={`${id}-note`}
        aria-keyshortcuts="Control+ArrowUp Control+ArrowDown"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <p id={`${id}-note`} className={styles.note}>
        {report?.dropped && <DroppedText report={report} />}
        {pointless &&
          `${hasText ? 'Nothing is on' : 'Empty'}: NASA then draws the same picture as no guidance.`}
        {!pointless && <WeightNote text={text} field={field} />}
      </p>
      {field === 'negative' && <PhraseChips />}
    </div>
  );
}

const WEIGHT_NOTES = Object.freeze({
  positive: 'A weight multiplies what the picture reads of its words.',
  negative: 'A weight multiplies how strongly its words are taken away.',
});

function WeightNote({ text, field }: { readonly text: string; readonly field: 'positive' | 'negative' }) {
  const { marks, isClamped } = readPromptWeights(text);
  const counts = marks.some(({ weight }) => weight !== 0);
  return (
    <>
      {counts && WEIGHT_NOTES[field]}
      {isClamped && ` Weights go from 0 to ${MOST_WEIGHT}: one beyond counts as the nearest of these.`}
    </>
  );
}
