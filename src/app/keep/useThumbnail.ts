// The address of a thumbnail, as long as its card is there.
import { useEffect, useState } from 'react';
import { useAppStore } from '../shared/storeContext.ts';

/** @returns `undefined` until it is read, and where it is gone */
export function useThumbnail(id: string): string | undefined {
  const readKept = useAppStore((state) => state.readKept);
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    let made: string | undefined;
    let isGone = false;
    void readKept(id).then((files) => {
      if (!files || isGone) return;
      made = URL.createObjectURL(files.thumbnail);
      setUrl(made);
    });
    return () => {
      isGone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [id, readKept]);
  return url;
}
