// Keeps the page for visits without a network: starts the service worker after the first picture, and watches for newer versions.
import type { AppStore } from '../../store/index.ts';

/** The build writes it beside the page. */
const SCRIPT = 'serviceWorker.js';

/** Waits for the engine, which loads the same files and needs the network first. Never rejects. */
export async function keepOffline(store: AppStore): Promise<void> {
  if (import.meta.env.DEV || !('serviceWorker' in navigator)) return;
  await untilReady(store);
  try {
    watch(store, await navigator.serviceWorker.register(new URL(SCRIPT, document.baseURI)));
  } catch {
    store.setState({ offline: 'failed' }); // the diagnostics say so; the page itself needs no service worker
  }
}

/** Puts the newer version in place of the one that runs here. */
export async function applyUpdate(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration();
  const waiting = registration?.waiting;
  if (!waiting) {
    location.reload(); // another tab was first
    return;
  }
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
  waiting.postMessage('activate');
}

function untilReady(store: AppStore): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (store.getState().phase !== 'ready') return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = store.subscribe(check);
    check();
  });
}

function watch(store: AppStore, registration: ServiceWorkerRegistration): void {
  const { serviceWorker } = navigator;
  let isControlled = serviceWorker.controller !== null;
  serviceWorker.addEventListener('controllerchange', () => {
    if (isControlled) store.setState({ update: 'taken' });
    isControlled = true;
  });
  if (registration.active) store.setState({ offline: 'kept' });
  if (registration.waiting) store.setState({ update: 'waiting' });
  const follow = (): void => {
    if (registration.installing) followInstall(store, registration, registration.installing);
  };
  registration.addEventListener('updatefound', follow);
  follow();
}

/** A new version is stored beside the one that is in use; only the first is put in place at once. */
function followInstall(
  store: AppStore,
  registration: ServiceWorkerRegistration,
  worker: ServiceWorker,
): void {
  const isFirst = registration.active === null;
  if (isFirst) store.setState({ offline: 'saving' });
  worker.addEventListener('statechange', () => {
    if (worker.state === 'installed' && !isFirst) store.setState({ update: 'waiting' });
    if (worker.state === 'activated' && isFirst) store.setState({ offline: 'kept' });
    if (worker.state === 'redundant' && isFirst) store.setState({ offline: 'failed' });
  });
}
