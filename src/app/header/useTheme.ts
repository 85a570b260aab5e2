// Light or dark: the system's choice, until the person makes one.
import { useEffect, useState, useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';

const systemDark = matchMedia('(prefers-color-scheme: dark)');

function subscribeToSystem(onChange: () => void): () => void {
  systemDark.addEventListener('change', onChange);
  return () => systemDark.removeEventListener('change', onChange);
}

export function useTheme(): { theme: Theme; toggleTheme: () => void } {
  const system = useSyncExternalStore<Theme>(subscribeToSystem, () =>
    systemDark.matches ? 'dark' : 'light',
  );
  const [chosen, setChosen] = useState<Theme | null>(null);
  const theme = chosen ?? system;

  useEffect(() => {
    if (chosen) document.documentElement.dataset.theme = chosen;
  }, [chosen]);

  return { theme, toggleTheme: () => setChosen(theme === 'dark' ? 'light' : 'dark') };
}
