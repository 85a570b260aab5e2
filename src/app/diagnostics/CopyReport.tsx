// Copies the report as Markdown; where the clipboard is denied, shows it for copying by hand.
import { useState } from 'react';
import { Button } from '../shared/Button.tsx';
import styles from './Diagnostics.module.css';
import { toMarkdown, type ReportSection } from './report.ts';

export function CopyReport({ sections }: { readonly sections: readonly ReportSection[] }) {
  const [state, setState] = useState<'idle' | 'copied' | 'denied'>('idle');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(toMarkdown(sections));
      setState('copied');
    } catch {
      setState('denied');
    }
  };
  return (
    <div className={styles.copy}>
      <p>For a bug report. Your prompts are not in it, and nothing is sent.</p>
      <Button look="solid" onClick={() => void copy()}>
        Copy report
      </Button>
      <p role="status" className={styles.copyState}>
        {state === 'copied' && 'Copied as Markdown.'}
        {state === 'denied' && 'The browser denies the clipboard: copy the text below.'}
      </p>
      {state === 'denied' && (
        <textarea
          className={styles.byHand}
          aria-label="Report"
          readOnly
          rows={8}
          value={toMarkdown(sections)}
          onFocus={({ target }) => target.select()}
        />
      )}
    </div>
  );
}
