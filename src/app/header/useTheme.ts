// Light or dark: the system's choice, until the person makes one, which is kept.
import { useEffect, useSyncExternalStore } from 'react';
import type { Theme } from '../../store/pageSlice.ts';
import { useAppStore } from '../shared/storeContext.ts';

const systemDark = matchMedia('(prefers-color-scheme: dark)');

function subscribeToSystem(onChange: () => void): () => void {
  systemDark.addEventListener('change', onChange);
  return () => systemDark.removeEventListener('change', onChange);
}

/** Before the first paint as well, so that a kept choice does not flash. */
export function applyTheme(theme: Theme | null): void {
  if (theme) document.documentElement.dataset.theme = theme;
}

export function useTheme(): { theme: Theme; toggleTheme: () => void } {
  const system = useSyncExternalStore<Theme>(subscribeToSystem, () =>
    systemDark.matches ? 'dark' : 'light',
  );
  const chosen = useAppStore((state) => state.theme);
  const setTheme = useAppStore((state) => state.setTheme);
  const theme = chosen ?? system;

  useEffect(() => applyTheme(chosen), [chosen]);

  return { theme, toggleTheme: () => setTheme(theme === 'dark' ? 'light' : 'dark') };
}
