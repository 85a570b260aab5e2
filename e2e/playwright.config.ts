// Browser tests: the built site in headless Chromium on its software WebGPU adapter, one test at a time.
import { defineConfig } from '@playwright/test';
import path from 'node:path';
import { CHROMIUM } from './fixtures/chromium.ts';

const root = path.resolve(import.meta.dirname, '..');
const port = Number(process.env.STEERAWAY_E2E_PORT ?? 4317);
const minutes = 60_000;

export default defineConfig({
  testDir: 'specs',
  outputDir: '../test-results',
  snapshotPathTemplate: '{testDir}/../golden/{arg}{ext}',
  // A missing one fails, and is not made by a run that was to compare.
  updateSnapshots: 'none',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  timeout: 4 * minutes,
  globalTimeout: 40 * minutes,
  expect: { timeout: 1 * minutes },
  reporter: [['list'], ['json', { outputFile: path.join(root, '.cache/reports/e2e.json') }]],
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    browserName: 'chromium',
    headless: true,
    screenshot: 'only-on-failure',
    // It would store 66 MB in every test, and answer in place of the routes that tests set. Stories about it allow it.
    serviceWorkers: 'block',
    // No traces: they add work on the CPU that the software GPU runs on. (How much was not measured apart.)
    trace: 'off',
    launchOptions: CHROMIUM,
  },
  webServer: {
    command: `node_modules/.bin/vite preview --host 127.0.0.1 --port ${port} --strictPort`,
    cwd: root,
    url: `http://127.0.0.1:${port}`,
    reuseExistingServer: false,
    timeout: 1 * minutes,
  },
});
