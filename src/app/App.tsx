// The studio, top to bottom: what it is, what you ask for, how the engine is, the pictures, the slider.
import type { AppStore } from '../store/index.ts';
import styles from './App.module.css';
import { ScaleDock } from './guidance/ScaleDock.tsx';
import { HelpDialogs } from './help/HelpDialogs.tsx';
import { Header } from './header/Header.tsx';
import { ModelsDialog } from './models/ModelsDialog.tsx';
import { PaneGrid } from './panes/PaneGrid.tsx';
import { PromptPanel } from './prompt/PromptPanel.tsx';
import { ErrorBoundary } from './shared/ErrorBoundary.tsx';
import { StoreContext } from './shared/storeContext.ts';
import { StatusBar } from './status/StatusBar.tsx';
import { Tour } from './tour/Tour.tsx';

export function App({ store }: { readonly store: AppStore }) {
  return (
    <ErrorBoundary>
      <StoreContext value={store}>
        <div className={styles.page}>
          <Header />
          <main className={styles.main}>
            <PromptPanel />
            <StatusBar />
            <Tour />
            <PaneGrid />
            <ScaleDock />
          </main>
          <ModelsDialog />
          <HelpDialogs />
        </div>
      </StoreContext>
    </ErrorBoundary>
  );
}
