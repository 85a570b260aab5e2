// Makes the site installable: the web app manifest, and the service worker with the list of all files that it keeps.
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

/** The largest file that is kept: ONNX Runtime's wasm is 27 MB, the text encoder 24 MB. Bytes. */
const LARGEST_KEPT = 50 * 2 ** 20;

export function installable(): Plugin[] {
  return VitePWA({
    strategies: 'injectManifest',
    srcDir: 'src/offline',
    filename: 'serviceWorker.ts',
    registerType: 'prompt',
    injectRegister: false, // the page registers it itself, after its first picture
    manifestFilename: 'manifest.webmanifest',
    injectManifest: {
      rollupFormat: 'iife',
      globPatterns: ['**/*'],
      globIgnores: ['**/serviceWorker.js'],
      // Their names hold a hash of what is in them.
      dontCacheBustURLsMatching: /^assets\//,
      maximumFileSizeToCacheInBytes: LARGEST_KEPT,
    },
    manifest: {
      id: './',
      name: 'Steeraway',
      short_name: 'Steeraway',
      description:
        'Type what you want and what you do not want, drag one slider, and watch it leave the picture.',
      start_url: './',
      scope: './',
      display: 'standalone',
      background_color: '#f5f5f1',
      theme_color: '#111216',
      categories: ['graphics', 'photo', 'utilities'],
      icons: [
        { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
        { src: 'icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      ],
    },
  });
}
