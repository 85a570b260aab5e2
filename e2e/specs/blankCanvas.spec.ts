// The way of real GPUs, chosen by the page itself: all on WebGPU and the tiled kernel. Chromium on this software adapter accepts WebGPU
// canvases and leaves them blank, without an error: the page must find out and copy its pictures.
import type { Page } from '@playwright/test';
import { CHROMIUM_WITH_BLANK_CANVASES } from '../fixtures/chromium.ts';
import { expect, test } from '../fixtures/test.ts';

test.use({ launchOptions: CHROMIUM_WITH_BLANK_CANVASES });

/** Runs in the worker, before the engine: the adapter no longer says that it is emulated. */
const HIDE_EMULATION = `{
  for (const name of ['vendor', 'architecture', 'device']) Object.defineProperty(GPUAdapterInfo.prototype, name, { value: '' });
  Object.defineProperty(GPUAdapterInfo.prototype, 'description', { value: 'Test GPU' });
  Object.defineProperty(GPUAdapterInfo.prototype, 'isFallbackAdapter', { value: false });
}
`;

async function hideEmulation(page: Page): Promise<void> {
  await page.route('**/assets/engine-*.js', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: HIDE_EMULATION + (await response.text()) });
  });
}

test('where WebGPU canvases stay blank, the page copies its pictures and says so', async ({
  studio,
  page,
}) => {
  test.slow(); // everything on the GPU, and the GPU is emulated all the same
  await hideEmulation(page);
  await studio.open();
  await studio.expectNoProblem();
  await expect(studio.engineLine).toHaveAttribute('data-backend', 'webgpu');
  await expect(studio.engineLine).toContainText('Test GPU');
  await expect(studio.notices).toHaveText([/cannot show WebGPU canvases/]);
  for (const mode of ['none', 'nasa', 'cfg'] as const) {
    const pane = studio.pane(mode);
    const [made, shown] = [await pane.pixels(), await pane.shownPixels()];
    const difference = made.reduce((sum, value, i) => sum + Math.abs(value - (shown[i] ?? NaN)), 0);
    // The canvas is larger than the model's picture; scaling up and down again softens edges.
    expect(difference / made.length, `mean difference in the ${mode} pane, levels of 255`).toBeLessThan(6);
  }
});
