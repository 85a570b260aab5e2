// Saving a pane gives a PNG file of exactly the pixels that it shows.
import { readFile } from 'node:fs/promises';
import { expect, test } from '../fixtures/test.ts';

test('the NASA picture is saved as PNG', async ({ studio, page }) => {
  await studio.open();
  const download = page.waitForEvent('download');
  await studio.pane('steered').save.click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^steeraway-nasa-scale[\d.]+-seed\d+\.png$/);

  const bytes = await readFile(await file.path());
  const same = await page.evaluate(async (base64) => {
    const png = await (await fetch(`data:image/png;base64,${base64}`)).blob();
    const bitmap = await createImageBitmap(png);
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const saved = context?.getImageData(0, 0, bitmap.width, bitmap.height).data ?? [];
    const { rgba } = await window.__steeraway.readPixels('steered');
    return saved.length === rgba.length && rgba.every((value, index) => value === saved[index]);
  }, bytes.toString('base64'));
  expect(same, 'pixels of the file equal pixels of the pane').toBe(true);
});
