// The GPU process dies under the page: the engine comes back once by itself, on new canvases, and the page says so.
import type { Browser } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';

/** Ends Chromium's GPU process, which loses every WebGPU device of this browser; Chromium starts another. */
async function killGpuProcess(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const gpu = processInfo.find(({ type }) => type === 'GPU');
  if (!gpu) throw new Error(`No GPU process among ${processInfo.map(({ type }) => type).join(', ')}.`);
  process.kill(gpu.id, 'SIGKILL');
}

test('recovers once from a lost device, and the second time says what to do', async ({
  studio,
  page,
  browser,
}) => {
  await studio.open();
  await studio.setScale(0.8);
  const before = await studio.pane('nasa').pixelHash();

  await killGpuProcess(browser);
  await expect(page.getByRole('region', { name: 'Engine' })).toContainText('restarted once');
  await studio.settled();
  await studio.expectNoProblem();
  expect(await studio.pane('nasa').scale()).toBe(0.8);
  expect(await studio.pane('nasa').pixelHash(), 'the same settings draw the same picture').toBe(before);

  await killGpuProcess(browser);
  await expect(studio.problem).toHaveAttribute('data-problem', 'device-lost');
  await expect(studio.problem.getByRole('button', { name: 'Try again' })).toBeEnabled();
  await studio.expectNoBlankPane();
});
