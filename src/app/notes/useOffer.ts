// The way on that a note offers: as words, and as what they do.
import type { NoteOffer } from '../../store/noteSlice.ts';
import { savePicture } from '../keep/keepPicture.ts';
import { undoRestore } from '../keep/restore.ts';
import { useAppStoreApi } from '../shared/storeContext.ts';

interface Offer {
  readonly label: string;
  readonly act: () => void;
}

export function useOffer(offer: NoteOffer | null): Offer | null {
  const store = useAppStoreApi();
  const { dismissNote, undoRemoval } = store.getState();
  if (!offer) return null;
  switch (offer.kind) {
    case 'restore':
      return { label: 'Undo', act: () => void undoRestore(store, offer.settings) };
    case 'undoRemoval':
      return { label: 'Undo', act: () => void undoRemoval().then(dismissNote) };
    case 'save':
      return { label: 'Save instead', act: () => void savePicture(store, offer.slot).then(dismissNote) };
  }
}
