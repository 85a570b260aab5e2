// Hands the store to the components: a context, the hook that reads it, and the store itself for event handlers.
import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { AppState } from '../../store/appState.ts';
import type { AppStore } from '../../store/index.ts';

export const StoreContext = createContext<AppStore | null>(null);

export function useAppStore<Slice>(selector: (state: AppState) => Slice): Slice {
  return useStore(useAppStoreApi(), selector);
}

/** For handlers that read the state of the moment, and for what acts on the store and shows nothing of it. */
export function useAppStoreApi(): AppStore {
  const store = useContext(StoreContext);
  if (!store) throw new Error('A component that reads the store is outside <StoreContext>.');
  return store;
}
