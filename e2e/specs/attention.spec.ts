// Where the picture reads its words: one map a word, over the picture, only when asked for.
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';

const overlayPixels = (page: Page) =>
  page
    .locator('[data-pane="steered"] [data-word] canvas')
    .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

test('pointing at a word lays its map over the steered picture', async ({ studio, page }, testInfo) => {
  await studio.open();
  await studio.ask({ positive: 'red cat', negative: 'white background' });
  const picture = await studio.pane('steered').pixelHash();
  const row = page.locator('[data-attention="steered"]');
  const overlay = page.locator('[data-pane="steered"] [data-word]');
  await expect(page.locator('[data-word]')).toHaveCount(0);
  await expect(page.locator('[data-attention="cfg"]')).toHaveCount(0);

  await row.getByRole('button', { name: 'Where it reads' }).click();
  const words = row.getByRole('list', { name: 'Words' }).getByRole('button');
  await expect(words).toHaveCount(4);
  await expect(row).toContainText('No word:');

  await words.nth(1).hover();
  await expect(overlay).toHaveAttribute('data-word', 'cat');
  await expect(overlay).toHaveAttribute('data-sign', '+');
  const cat = await overlayPixels(page);
  await words.nth(3).focus();
  await expect(overlay).toHaveAttribute('data-word', 'background');
  await expect(overlay).toHaveAttribute('data-sign', '-');
  expect(await overlayPixels(page)).not.toBe(cat);

  await words.nth(1).click();
  await expect(words.nth(1)).toHaveAttribute('aria-pressed', 'true');
  await page.mouse.move(0, 0);
  await expect(overlay, 'it is held').toHaveAttribute('data-word', 'cat');
  expect(await overlayPixels(page)).toBe(cat);
  await testInfo.attach('attention', { body: await page.screenshot(), contentType: 'image/png' });

  expect(await studio.pane('steered').pixelHash(), 'the picture itself stays').toBe(picture);
  await row.getByRole('button', { name: 'Where it reads' }).click();
  await expect(overlay).toHaveCount(0);
});

test('without WebGPU it says why there is nothing to show', async ({ studio, page }) => {
  await studio.open('?backend=wasm');
  const row = page.locator('[data-attention="steered"]');
  await row.getByRole('button', { name: 'Where it reads' }).click();
  await expect(row).toContainText('without WebGPU');
  await studio.expectNoProblem();
});
