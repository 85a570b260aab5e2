// Hands the store to the components: a context and the one hook that reads it.
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { AppState } from '../../store/appState.ts';
import type { AppStore } from '../../store/index.ts';

export const StoreContext = createContext<AppStore | null>(null);

export function useAppStore<Slice>(selector: (state: AppState) => Slice): Slice {
  const store = useContext(StoreContext);
  if (!store) throw new Error('A component that reads the store is outside <StoreContext>.');
  return useStore(store, selector);
}
