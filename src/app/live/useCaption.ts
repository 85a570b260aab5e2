// What stands under the pictures of a film: the arithmetic of the moment.
import { useCallback, useContext } from 'react';
import { StoreContext } from '../shared/storeContext.ts';

/** @returns a function that reads the state when it is called: a film asks for it with every frame */
export function useCaption(): () => string {
  const store = useContext(StoreContext);
  return useCallback(() => {
    if (!store) return '';
    const { positive, negative, scale, seed } = store.getState();
    const away = negative.trim() ? ` − ${scale.toFixed(2)} × ${negative.trim()}` : '';
    return `${positive.trim() || 'anything'}${away} · seed ${seed}`;
  }, [store]);
}
