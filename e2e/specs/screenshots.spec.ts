// How the page looks on a phone and on a desk, by day and by night; attached, and checked for what must be in sight.
import type { Locator } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';

const SIZES = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'desk', width: 1440, height: 900 },
] as const;

for (const { name, width, height } of SIZES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${name}, ${colorScheme}`, async ({ studio, page }, testInfo) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await studio.open();

      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, 'horizontal overflow in pixels').toBeLessThanOrEqual(0);
      await expect(studio.slider).toBeInViewport({ ratio: 1 });
      await expect(studio.pane('plain').picture).toBeInViewport({ ratio: 1 });
      await expect(studio.pane('steered').picture).toBeInViewport({ ratio: 1 });
      await expectNotCovered(studio.pane('steered').picture, studio.dock);

      const path = testInfo.outputPath(`studio-${width}-${colorScheme}.png`);
      await page.screenshot({ path });
      await testInfo.attach(`studio-${width}-${colorScheme}.png`, { path, contentType: 'image/png' });
    });
  }
}

for (const { name, width, height } of SIZES) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the models, ${name}, ${colorScheme}`, async ({ studio, page }, testInfo) => {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await studio.open('?backend=wasm');
      await studio.models.open();
      const row = studio.models.row('sd-turbo');
      await row.download.click();
      await expect(row.licence.getByRole('link')).toBeVisible();
      await expect(row.licence.getByRole('checkbox')).toBeFocused();

      const box = await studio.models.root.boundingBox();
      expect(box?.width ?? NaN).toBeLessThanOrEqual(width);
      const hidden = await studio.models.root.evaluate(
        (panel) =>
          [...panel.querySelectorAll('*')]
            .filter((element) => element.scrollWidth > element.clientWidth + 1)
            .filter((element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX)).length,
      );
      expect(hidden, 'parts of the panel that scroll sideways').toBe(0);

      const path = testInfo.outputPath(`models-${width}-${colorScheme}.png`);
      await page.screenshot({ path });
      await testInfo.attach(`models-${width}-${colorScheme}.png`, { path, contentType: 'image/png' });

      await page.keyboard.press('Escape');
      await expect(studio.models.root).toBeHidden();
      await expect(studio.models.opener).toBeFocused();
    });
  }
}

/** The slider's panel sticks to the window: what it changes must lie above it. */
async function expectNotCovered(picture: Locator, dock: Locator): Promise<void> {
  const [top, bottom] = [await picture.boundingBox(), await dock.boundingBox()];
  expect((top?.y ?? NaN) + (top?.height ?? NaN)).toBeLessThanOrEqual(bottom?.y ?? NaN);
}

test('the theme can be switched by hand', async ({ studio, page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await studio.open();
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await page.getByRole('button', { name: 'Switch to the dark theme' }).click();
  expect(await background()).not.toBe(light);
  await page.getByRole('button', { name: 'Switch to the light theme' }).click();
  expect(await background()).toBe(light);
});
