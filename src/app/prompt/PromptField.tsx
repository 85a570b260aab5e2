// One prompt: a label, the text, how many tokens it takes, and what of it did not fit.
import { useId, type KeyboardEvent } from 'react';
import { hasNegative, promptReport } from '../../store/selectors.ts';
import { Icon } from '../shared/Icon.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import { DroppedText } from './DroppedText.tsx';
import styles from './PromptField.module.css';

const TEXTS = Object.freeze({
  positive: { label: 'I want', icon: 'plus', placeholder: 'anything at all' },
  negative: { label: 'I don’t want', icon: 'minus', placeholder: 'nothing to avoid' },
} as const);

export function PromptField({ field }: { readonly field: 'positive' | 'negative' }) {
  const text = useAppStore((state) => state[field]);
  const setText = useAppStore((state) => (field === 'positive' ? state.setPositive : state.setNegative));
  const drawNow = useAppStore((state) => state.scheduleFrame);
  const report = useAppStore(promptReport(field));
  const pointless = useAppStore((state) => field === 'negative' && !hasNegative(state));
  const id = useId();
  const { label, icon, placeholder } = TEXTS[field];

  const onKeyDown = (event: KeyboardEvent): void => {
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
      {report && (
        <span className={styles.count} title="Tokens that the model reads, of those that it can">
          {report.tokens}/{report.tokenLimit}
        </span>
      )}
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
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <p id={`${id}-note`} className={styles.note}>
        {report?.dropped && <DroppedText report={report} />}
        {pointless && 'Empty: NASA then draws the same picture as no guidance.'}
      </p>
    </div>
  );
}
