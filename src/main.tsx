// Composition root: makes the engine and the store, starts both, renders the page.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './app/theme/base.css'; // first: the styles of the components build on it
import { App } from './app/App.tsx';
import { installDiagnostics } from './app/diagnostics.ts';
import { loadOptionsFrom } from './app/loadOptions.ts';
import { PRESETS } from './app/presets.ts';
import { createWorkerEngine } from './client/workerEngine.ts';
import { createWorkerLibrary } from './client/workerLibrary.ts';
import { createAppStore } from './store/index.ts';
import { keepRecentPrompts } from './store/keepRecentPrompts.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');

const hub = new URLSearchParams(window.location.search).get('hub') ?? undefined;
const library = createWorkerLibrary({ hub });
const store = createAppStore(
  () => createWorkerEngine(library.openPort()),
  () => library,
  PRESETS[0],
  loadOptionsFrom(window.location.search),
);
installDiagnostics(store, library);
keepRecentPrompts(store, () => localStorage);
void store.getState().startEngine();

createRoot(root).render(
  <StrictMode>
    <App store={store} />
  </StrictMode>,
);
