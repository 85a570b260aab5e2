// Bundling, the headers of isolation and content security, the service worker, and the two Vitest projects.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import {
  contentSecurityPolicy,
  developmentPolicy,
  headerPolicy,
} from './scripts/vite/contentSecurityPolicy.ts';
import { installable } from './scripts/vite/installable.ts';
import { licenses } from './scripts/vite/licenses.ts';

/** Cross-origin isolation gives ONNX Runtime's wasm provider its threads (SharedArrayBuffer). */
const isolationHeaders = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

export default defineConfig({
  // One page and no routes: a missing model file must answer 404, never index.html.
  appType: 'mpa',
  // The built site works under any path.
  base: './',
  plugins: [react(), contentSecurityPolicy(), licenses(), installable()],
  server: { headers: { ...isolationHeaders, 'Content-Security-Policy': developmentPolicy } },
  preview: { headers: { ...isolationHeaders, 'Content-Security-Policy': headerPolicy } },
  worker: {
    format: 'es',
    // ONNX Runtime starts its threads from the file it stands in: that must be a chunk of its own.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'onnxruntime', test: /node_modules\/onnxruntime-/ }] } },
    },
  },
  build: { target: 'esnext', chunkSizeWarningLimit: 2048 },
  // Pre-bundling would move ONNX Runtime's script away from its wasm file.
  optimizeDeps: { exclude: ['onnxruntime-web'] },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{src,scripts,bench,eval,e2e}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.gpu.test.ts'],
          testTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'gpu',
          environment: 'node',
          include: ['{src,scripts,bench,eval,e2e}/**/*.gpu.test.ts'],
          globalSetup: ['scripts/vitest/gpuAdapter.ts'],
          pool: 'forks',
          maxWorkers: 1,
          isolate: true,
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
