// Composition root: makes the engine and the store, restores the last visit, starts all, renders the page.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './app/theme/base.css'; // first: the styles of the components build on it
import { App } from './app/App.tsx';
import { installDiagnostics } from './app/diagnostics.ts';
import { applyTheme } from './app/header/useTheme.ts';
import { windowAddress } from './app/keep/addressBar.ts';
import { syncAddress } from './app/keep/addressSync.ts';
import { rememberPictures } from './app/keep/rememberPictures.ts';
import { loadOptionsFrom } from './app/loadOptions.ts';
import { keepOffline } from './app/offline/keepOffline.ts';
import { PRESETS } from './app/presets.ts';
import { createWorkerEngine } from './client/workerEngine.ts';
import { createWorkerLibrary } from './client/workerLibrary.ts';
import { openIndexedDbShelf } from './store/history/indexedDbShelf.ts';
import { createAppStore } from './store/index.ts';
import { keepRecentPrompts } from './store/keepRecentPrompts.ts';
import { keepSettings, restoreSettings, startWithKeptModel } from './store/keepSettings.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root.');

const hub = new URLSearchParams(window.location.search).get('hub') ?? undefined;
const library = createWorkerLibrary({ hub });
const store = createAppStore(
  () => createWorkerEngine(library.openPort()),
  () => library,
  PRESETS[0],
  loadOptionsFrom(window.location.search),
  openIndexedDbShelf,
);
installDiagnostics(store, library);
restoreSettings(store, () => localStorage);
keepRecentPrompts(store, () => localStorage);
applyTheme(store.getState().theme);
if (!store.getState().tourSeen) store.getState().setTourStep(0);
const writeSettingsNow = keepSettings(store, () => localStorage);
addEventListener('pagehide', writeSettingsNow);
rememberPictures(store);
syncAddress(store, windowAddress); // a link wins over the last visit
void startWithKeptModel(store);
void keepOffline(store);

createRoot(root).render(
  <StrictMode>
    <App store={store} />
  </StrictMode>,
);
