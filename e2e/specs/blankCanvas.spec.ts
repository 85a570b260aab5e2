// The way of real GPUs, chosen by the page itself: all on WebGPU and the tiled kernel. Chromium on this software adapter accepts WebGPU
// canvases and leaves them blank, without an error: the page must find out and copy its pictures.
import { CHROMIUM_WITH_BLANK_CANVASES } from '../fixtures/chromium.ts';
import { WORKER_SCRIPT, prependToScripts } from '../fixtures/prependToScripts.ts';
import { PANE_SLOTS } from '../../src/store/paneSlots.ts';
import { expect, test } from '../fixtures/test.ts';

test.use({ launchOptions: CHROMIUM_WITH_BLANK_CANVASES });

/** Runs in the worker, before the engine: the adapter no longer says that it is emulated. */
const HIDE_EMULATION = `{
  for (const name of ['vendor', 'architecture', 'device']) Object.defineProperty(GPUAdapterInfo.prototype, name, { value: '' });
  Object.defineProperty(GPUAdapterInfo.prototype, 'description', { value: 'Test GPU' });
  Object.defineProperty(GPUAdapterInfo.prototype, 'isFallbackAdapter', { value: false });
}`;

test('where WebGPU canvases stay blank, the page copies its pictures and says so', async ({
  studio,
  page,
}) => {
  test.slow(); // everything on the GPU, and the GPU is emulated all the same
  await prependToScripts(page, WORKER_SCRIPT, HIDE_EMULATION);
  await studio.open();
  await studio.expectNoProblem();
  await expect(studio.engineLine).toHaveAttribute('data-backend', 'webgpu');
  await expect(studio.engineLine).toContainText('Test GPU');
  await expect(studio.notices).toHaveText([/cannot show WebGPU canvases/]);
  for (const slot of PANE_SLOTS) {
    const pane = studio.pane(slot);
    const [made, shown] = [await pane.pixels(), await pane.shownPixels()];
    const difference = made.reduce((sum, value, i) => sum + Math.abs(value - (shown[i] ?? NaN)), 0);
    // The canvas is larger than the model's picture; scaling up and down again softens edges.
    expect(difference / made.length, `mean difference in the ${slot} pane, levels of 255`).toBeLessThan(6);
  }
});
