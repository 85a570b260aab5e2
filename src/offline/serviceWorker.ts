// The service worker: keeps every file of this version of the page, models and wasm included, and serves them without a network.
import { addPlugins, cleanupOutdatedCaches, precacheAndRoute } from 'workbox-precaching';

/** Of the service worker's scope, what the DOM's types do not have. */
interface ServiceWorkerScope {
  /** Every file with its revision; written here by the build. */
  readonly __WB_MANIFEST: Parameters<typeof precacheAndRoute>[0];
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

declare const self: ServiceWorkerScope;

/**
 * The page has just loaded most of these files, so the browser's own cache is asked first and the server confirms each:
 * nothing is downloaded twice, and nothing stale is kept. Workbox would download them again.
 */
addPlugins([{ requestWillFetch: async ({ request }) => new Request(request, { cache: 'no-cache' }) }]);

// The query (`?backend=wasm`) is for the page: whatever it says, the file is the same. Responses keep their headers, and
// with them cross-origin isolation.
precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: [/.*/] });
cleanupOutdatedCaches();

/** The first visit is served from here as well, so that parts of the page that come later are at hand offline. */
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

/** A new version waits until a person says so: an open page keeps the files that it was built with. */
self.addEventListener('message', ({ data }) => {
  if (data === 'activate') void self.skipWaiting();
});
