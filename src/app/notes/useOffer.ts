// The way on that a note offers: as words, and as what they do.
import type { AppStore } from '../../store/index.ts';
import type { NoteOffer } from '../../store/noteSlice.ts';
import { applySettings } from '../../store/settings/applySettings.ts';
import { savePicture } from '../keep/keepPicture.ts';
import { useAppStoreApi } from '../shared/storeContext.ts';

const LABELS: Readonly<Record<NoteOffer['kind'], string>> = {
  restore: 'Undo',
  undoRemoval: 'Undo',
  save: 'Save instead',
};

interface Offer {
  readonly label: string;
  readonly act: () => void;
}

export function useOffer(offer: NoteOffer | null): Offer | null {
  const store = useAppStoreApi();
  return offer && { label: LABELS[offer.kind], act: () => take(store, offer) };
}

function take(store: AppStore, offer: NoteOffer): void {
  const { dismissNote, undoRemoval } = store.getState();
  // First: what is taken may have something to tell itself.
  dismissNote();
  switch (offer.kind) {
    case 'restore':
      void applySettings(store, offer.settings);
      break;
    case 'undoRemoval':
      void undoRemoval();
      break;
    case 'save':
      void savePicture(store, offer.slot);
      break;
  }
}
