// The page's note. While a dialog is open, all outside of it is inert: the drawer shows the note inside.
import { useAppStore } from '../shared/storeContext.ts';
import { NoteBar } from './NoteBar.tsx';

export function PageNotes() {
  const isElsewhere = useAppStore((state) => state.historyOpen);
  return isElsewhere ? null : <NoteBar place="page" />;
}
