// The dialogs that explain: each is loaded when it is first opened.
import { lazy, Suspense, type ComponentType, type LazyExoticComponent } from 'react';
import type { HelpDialog } from '../../store/pageSlice.ts';
import { ErrorBoundary } from '../shared/ErrorBoundary.tsx';
import { Sheet } from '../shared/Sheet.tsx';
import { useAppStore } from '../shared/storeContext.ts';
import styles from './help.module.css';

interface Help {
  readonly title: string;
  readonly Content: LazyExoticComponent<ComponentType>;
}

const HELP: Readonly<Record<HelpDialog, Help>> = Object.freeze({
  diagnostics: {
    title: 'Diagnostics',
    Content: lazy(async () => ({
      default: (await import('../diagnostics/DiagnosticsPanel.tsx')).DiagnosticsPanel,
    })),
  },
  howItWorks: {
    title: 'How it works',
    Content: lazy(async () => ({ default: (await import('../howItWorks/HowItWorks.tsx')).HowItWorks })),
  },
});

export function HelpDialogs() {
  const help = useAppStore((state) => state.help);
  const openHelp = useAppStore((state) => state.openHelp);
  if (help === null) return null;
  const { title, Content } = HELP[help];
  return (
    <Sheet key={help} title={title} onClose={() => openHelp(null)}>
      {/* Its own: what cannot be loaded must not take the pictures with it. */}
      <ErrorBoundary>
        <Suspense fallback={<p className={styles.loading}>Loading</p>}>
          <Content />
        </Suspense>
      </ErrorBoundary>
    </Sheet>
  );
}
