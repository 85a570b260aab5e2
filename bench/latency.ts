// Latency in the browser: runs e2e/specs/latency.spec.ts in Chromium on the built site (`npm run build`) and hands on its result.

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { SuiteResult } from './harness/result.ts';

const COMMAND = ['test', '--config', 'e2e/playwright.config.ts', 'latency'] as const;

const CLOCK =
  'from the pointermove event to the picture on its canvas (GPU done) and to the next animation frame of the page (presented)';

/** @throws Error where the browser test fails */
export async function latencySuite(): Promise<SuiteResult> {
  const folder = await mkdtemp(path.join(tmpdir(), 'steeraway-latency-'));
  const file = path.join(folder, 'latency.json');
  try {
    await runBrowser({ ...process.env, STEERAWAY_LATENCY_RESULT: file });
    const result = JSON.parse(await readFile(file, 'utf8')) as SuiteResult;
    return { ...result, adapter: `Chromium, ${result.adapter}`, clock: CLOCK };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Its own words go to stderr: stdout is the result's. */
async function runBrowser(environment: NodeJS.ProcessEnv): Promise<void> {
  const browser = spawn('node_modules/.bin/playwright', COMMAND, {
    env: environment,
    stdio: ['ignore', process.stderr, 'inherit'],
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    browser.once('error', reject);
    browser.once('close', resolve);
  });
  if (code !== 0) throw new Error(`The latency test ended with exit code ${code}.`);
}
