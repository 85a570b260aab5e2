// The map of a word over its picture: what is read shines through in the colour of its side, the rest is dimmed.
import { useEffect, useRef } from 'react';
import type { PaneSlot } from '../../store/paneSlots.ts';
import { paintPixels } from '../shared/paintPixels.ts';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './Attention.module.css';
import { heatPixels } from './heatPixels.ts';

export function AttentionOverlay({ slot }: { readonly slot: PaneSlot }) {
  const isHere = useAppStore((state) => state.attentionSlot === slot);
  const word = useAppStore((state) => state.attendedWord);
  if (!isHere || word === null) return null;
  return <WordMap word={word} />;
}

function WordMap({ word }: { readonly word: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const attention = useAppStore((state) => state.attention);
  const mapOf = useAppStore((state) => state.attentionMap);
  const shown = attention?.words[word];
  const sign = shown?.sign ?? '+';

  useEffect(() => {
    const found = attention && mapOf(word);
    if (!found || !canvas.current) return;
    const { side, map } = found;
    paintPixels(canvas.current, { width: side, height: side, rgba: heatPixels(map, sign) });
  }, [attention, word, mapOf, sign]);

  return (
    <div className={styles.overlay} data-word={shown?.text} data-sign={sign} aria-hidden="true">
      <canvas ref={canvas} />
      <span className={styles.caption}>
        {sign === '+' ? '+' : '−'} <bdi>{shown?.text}</bdi>
      </span>
    </div>
  );
}
