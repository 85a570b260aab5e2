// A browser without WebGPU: the same pictures from WebAssembly, slower, and the page says so.
import { CHROMIUM } from '../fixtures/chromium.ts';
import { prependToScripts, REMOVE_NAVIGATOR_GPU } from '../fixtures/prependToScripts.ts';
import type { StudioPage } from '../fixtures/studioPage.ts';
import { expect, test } from '../fixtures/test.ts';

// This browser has `navigator.gpu`, and no adapter behind it.
test.use({
  launchOptions: {
    executablePath: CHROMIUM.executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-software-rasterizer'],
  },
});

async function expectWasmPictures(studio: StudioPage): Promise<void> {
  await studio.settled();
  await studio.expectNoProblem();
  await expect(studio.engineLine).toHaveAttribute('data-backend', 'wasm');
  await expect(studio.notices).toContainText([/slow/i]);

  await studio.ask({ positive: 'cat', negative: 'blue background' });
  await studio.setScale(1);
  const none = await studio.pane('plain').pixelHash();
  expect(await studio.pane('steered').pixelHash()).not.toBe(none);
  await studio.setScale(0);
  expect(await studio.pane('steered').pixelHash()).toBe(none);
}

test('without an adapter, WebAssembly draws and the page says that it is slow', async ({ studio, page }) => {
  await page.goto('/');
  const adapter = await page.evaluate(async () => (await navigator.gpu.requestAdapter()) !== null);
  expect(adapter, 'this browser was to have no adapter').toBe(false);
  await expectWasmPictures(studio);
});

test('without navigator.gpu, WebAssembly draws and the page says that it is slow', async ({
  studio,
  page,
}) => {
  await prependToScripts(page, '**/*.js', REMOVE_NAVIGATOR_GPU);
  await page.goto('/');
  await expectWasmPictures(studio);
});
