// What to take away, to choose from, and the prompts of late: a popover of the browser's own.
import { useId, useRef, type ToggleEvent } from 'react';
import { Icon } from '../shared/Icon.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import { NegativeLists } from './NegativeLists.tsx';
import styles from './PromptMenu.module.css';
import { RecentPrompts } from './RecentPrompts.tsx';

/** Nearest that the popover comes to the edge of the window, in CSS pixels. */
const EDGE = 12;

export function PromptMenu() {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const isEmbedded = useAppStore((state) => state.modelId === null);

  const place = ({ newState, currentTarget }: ToggleEvent<HTMLDivElement>): void => {
    const at = button.current?.getBoundingClientRect();
    if (newState !== 'open' || !at) return;
    const isNarrow = innerWidth <= 760;
    currentTarget.style.insetBlockStart = `${Math.round(at.bottom + 8)}px`;
    currentTarget.style.insetInlineEnd = `${isNarrow ? EDGE : Math.max(EDGE, Math.round(innerWidth - at.right))}px`;
  };

  return (
    <>
      <button ref={button} type="button" className={styles.opener} popoverTarget={id}>
        Ideas
        <Icon name="chevron" size={14} />
      </button>
      <div
        id={id}
        popover="auto"
        className={styles.menu}
        role="dialog"
        aria-label="Negatives and recent prompts"
        onBeforeToggle={place}
      >
        {isEmbedded && <NegativeLists />}
        <RecentPrompts close={() => document.getElementById(id)?.hidePopover()} />
        <p className={styles.hint}>
          <kbd>Ctrl</kbd> <kbd>↑</kbd> and <kbd>Ctrl</kbd> <kbd>↓</kbd> in a prompt make a word count more or
          less.
        </p>
      </div>
    </>
  );
}
