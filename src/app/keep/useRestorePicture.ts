// Takes a picture file from wherever it comes: dropped, pasted or chosen.
import { useAppStoreApi } from '../shared/storeContext.ts';
import { restoreFile } from './restore.ts';

export function useRestorePicture(): (file: File) => void {
  const store = useAppStoreApi();
  return (file) => {
    // What was restored is on the page behind.
    store.getState().closeModels();
    store.getState().closeHistory();
    void restoreFile(store, file);
  };
}
