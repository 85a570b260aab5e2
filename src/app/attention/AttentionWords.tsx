// The words of a picture in a row under it: each shows where in the picture it is read, while it is pointed at or held by a press.
import { useEffect, useState } from 'react';
import { MODES } from '../../protocol/modes.ts';
import type { AttendedWord } from '../../store/attentionSlice.ts';
import { modeOf, type PaneSlot } from '../../store/paneSlots.ts';
import { Icon } from '../shared/Icon.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './Attention.module.css';

/** For panes of one pass: CFG's picture is a sum of two. */
export function AttentionWords({ slot }: { readonly slot: PaneSlot }) {
  const isOpen = useAppStore((state) => state.attentionSlot === slot);
  const toggle = useAppStore((state) => state.toggleAttention);
  const isOnePass = useAppStore((state) => MODES[modeOf(slot, state)].place !== 'output');
  const isEmbedded = useAppStore((state) => state.modelId === null);
  if (!isOnePass || !isEmbedded) return null;
  return (
    <div className={styles.row} data-attention={slot}>
      <button
        type="button"
        className={styles.opener}
        aria-expanded={isOpen}
        title="Point at a word to see where the picture reads it"
        onClick={() => toggle(slot)}
      >
        <Icon name="eye" size={15} />
        Where it reads
      </button>
      {isOpen && <OpenWords slot={slot} />}
    </div>
  );
}

function OpenWords({ slot }: { readonly slot: PaneSlot }) {
  const frameId = useAppStore((state) => state.panes[slot].frameId);
  const attention = useAppStore((state) => state.attention);
  const problem = useAppStore((state) => state.attentionProblem);
  const refresh = useAppStore((state) => state.refreshAttention);
  useEffect(() => void refresh(), [frameId, refresh]);

  if (problem !== null) return <p className={styles.note}>{problem}</p>;
  if (!attention) return <p className={styles.note}>Watching…</p>;
  const { words, nothing } = attention;
  return (
    <>
      <Words words={words} />
      <p className={styles.note}>
        No word: {percent(nothing['+'])}
        {words.some(({ sign }) => sign === '-') && ` of +, ${percent(nothing['-'])} of −`}
      </p>
    </>
  );
}

function Words({ words }: { readonly words: readonly AttendedWord[] }) {
  const pointAt = useAppStore((state) => state.pointAtWord);
  /** Pressed: it stays when the pointer goes. */
  const [held, setHeld] = useState<number | null>(null);
  const hold = (index: number): void => {
    const next = held === index ? null : index;
    setHeld(next);
    pointAt(next);
  };
  return (
    <ul className={styles.words} aria-label="Words" onPointerLeave={() => pointAt(held)}>
      {words.map(({ text, sign, share }, index) => (
        <li key={index}>
          <button
            type="button"
            className={styles.word}
            data-sign={sign}
            aria-pressed={held === index}
            aria-label={`${text}, ${sign === '+' ? 'wanted' : 'not wanted'}: ${percent(share)} of what is read`}
            onPointerEnter={() => pointAt(index)}
            onFocus={() => pointAt(index)}
            onBlur={() => pointAt(held)}
            onClick={() => hold(index)}
          >
            <span className={styles.sign}>{sign === '+' ? '+' : '−'}</span>
            <bdi>{text}</bdi>
            <span className={styles.share}>{percent(share)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
