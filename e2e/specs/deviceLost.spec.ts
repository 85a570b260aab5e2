// The GPU device goes under the page: the engine comes back once by itself, on new canvases, and the page says so.
import type { Browser, Page } from '@playwright/test';
import { WORKER_SCRIPT, prependToScripts } from '../fixtures/prependToScripts.ts';
import { expect, test } from '../fixtures/test.ts';

/** Runs in the worker, before the engine: keeps its devices within the test's reach. */
const KEEP_DEVICES = `{
  const devices = [];
  const { requestDevice } = GPUAdapter.prototype;
  GPUAdapter.prototype.requestDevice = async function (descriptor) {
    const device = await requestDevice.call(this, descriptor);
    devices.push(device);
    return device;
  };
  new BroadcastChannel('lose-device').onmessage = () => devices.at(-1)?.destroy();
}`;

async function loseDevice(page: Page): Promise<void> {
  await page.evaluate(() => {
    const channel = new BroadcastChannel('lose-device');
    channel.postMessage(null);
    channel.close();
  });
}

/** Ends Chromium's GPU process, which loses every WebGPU device of this browser. */
async function killGpuProcess(browser: Browser): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const gpu = processInfo.find(({ type }) => type === 'GPU');
  if (!gpu) throw new Error(`No GPU process among ${processInfo.map(({ type }) => type).join(', ')}.`);
  process.kill(gpu.id, 'SIGKILL');
}

test('recovers once from a lost device, and the second time says what to do', async ({ studio, page }) => {
  await prependToScripts(page, WORKER_SCRIPT, KEEP_DEVICES);
  await studio.open();
  await studio.setScale(0.8);
  const before = await studio.pane('steered').pixelHash();

  await loseDevice(page);
  await expect(page.getByRole('region', { name: 'Engine' })).toContainText('restarted once');
  await studio.settled();
  await studio.expectNoProblem();
  expect(await studio.pane('steered').scale()).toBe(0.8);
  expect(await studio.pane('steered').pixelHash(), 'the same settings draw the same picture').toBe(before);

  await loseDevice(page);
  await expect(studio.problem).toHaveAttribute('data-problem', 'device-lost');
  await expect(studio.problem.getByRole('button', { name: 'Try again' })).toBeEnabled();
  await studio.expectNoBlankPane();
});

test('survives the death of the GPU process, on whatever backend is left', async ({
  studio,
  page,
  browser,
}) => {
  await studio.open();
  const before = await studio.pane('steered').pixels();
  await killGpuProcess(browser);
  await expect(page.getByRole('region', { name: 'Engine' })).toContainText('restarted once');
  await studio.settled();
  await studio.expectNoProblem();
  const after = await studio.pane('steered').pixels();
  const worst = Math.max(...after.map((value, index) => Math.abs(value - (before[index] ?? NaN))));
  expect(worst, 'levels of 255 between backends').toBeLessThanOrEqual(2);
});
