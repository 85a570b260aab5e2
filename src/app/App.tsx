// The studio, top to bottom: what it is, what you ask for, how the engine is, the pictures, the slider.
import type { AppStore } from '../store/index.ts';
import styles from './App.module.css';
import { ExplorePanel } from './explore/ExplorePanel.tsx';
import { ScaleDock } from './guidance/ScaleDock.tsx';
import { Header } from './header/Header.tsx';
import { LiveBar } from './live/LiveBar.tsx';
import { ModelsDialog } from './models/ModelsDialog.tsx';
import { PaneGrid } from './panes/PaneGrid.tsx';
import { PromptPanel } from './prompt/PromptPanel.tsx';
import { ErrorBoundary } from './shared/ErrorBoundary.tsx';
import { StoreContext } from './shared/storeContext.ts';
import { StatusBar } from './status/StatusBar.tsx';
import { StudioTools } from './toolbar/StudioTools.tsx';

export function App({ store }: { readonly store: AppStore }) {
  return (
    <ErrorBoundary>
      <StoreContext value={store}>
        <div className={styles.page}>
          <Header />
          <main className={styles.main}>
            <PromptPanel />
            <StatusBar />
            <PaneGrid />
            <StudioTools />
            <LiveBar />
            <ExplorePanel />
            <ScaleDock />
          </main>
          <ModelsDialog />
        </div>
      </StoreContext>
    </ErrorBoundary>
  );
}
