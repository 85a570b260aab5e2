// Takes a picture file from wherever it comes: dropped, pasted or chosen.
import { useStoreItself } from '../shared/storeContext.ts';
import { restoreFile } from './restore.ts';

export function useRestorePicture(): (file: File) => void {
  const store = useStoreItself();
  return (file) => {
    // What was restored is on the page behind.
    store.getState().closeModels();
    store.getState().closeHistory();
    void restoreFile(store, file);
  };
}
