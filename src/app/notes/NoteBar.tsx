// One sentence about what was just done or refused, with a way on. Good news leaves by itself, a problem stays.
import { useEffect, useState } from 'react';
import type { Note } from '../../store/noteSlice.ts';
import { Button } from '../shared/Button.tsx';
import { IconButton } from '../shared/IconButton.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './NoteBar.module.css';
import { useOffer } from './useOffer.ts';

/** Milliseconds that good news stays, and so much more for each further sentence, and for a way on. */
const STAY = 6000;
const STAY_LONGER = 4000;

export function NoteBar({ place }: { readonly place: 'page' | 'drawer' }) {
  const note = useAppStore((state) => state.note);
  return (
    <div className={styles.place} data-place={place} role="status">
      {/* Screen readers hear of what is new on the page: the same sentence told again is a new card. */}
      {note && <NoteCard key={note.number} note={note} />}
    </div>
  );
}

function NoteCard({ note }: { readonly note: Note }) {
  const dismiss = useAppStore((state) => state.dismissNote);
  const offer = useOffer(note.offer);
  /** Whoever points at it, or is in it, reads on. */
  const [isHeld, setHeld] = useState(false);

  useEffect(() => {
    if (note.isProblem || isHeld) return undefined;
    const more = note.details.length + (note.offer ? 2 : 0);
    const timer = setTimeout(dismiss, STAY + STAY_LONGER * more);
    return () => clearTimeout(timer);
  }, [note, isHeld, dismiss]);

  return (
    <div
      className={styles.note}
      data-note={note.isProblem ? 'problem' : 'news'}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <div className={styles.text}>
        <p>{note.text}</p>
        {note.details.map((detail) => (
          <p key={detail} className={styles.detail}>
            {detail}
          </p>
        ))}
      </div>
      {offer && <Button onClick={offer.act}>{offer.label}</Button>}
      <IconButton icon="close" label="Dismiss" onClick={dismiss} />
    </div>
  );
}
