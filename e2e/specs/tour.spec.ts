// A first visit is shown around in three sentences, once, without covering anything or taking the focus.
import { expect, test } from '../fixtures/test.ts';

test.use({ firstVisit: true });

test('three steps with the keyboard, and never again', async ({ studio, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await studio.open();
  const { tour } = studio.help;
  await expect(tour).toContainText('Type what you want');
  expect(await page.evaluate(() => document.activeElement?.tagName), 'the focus is left alone').toBe('BODY');
  const [box, picture] = [await tour.boundingBox(), await studio.pane('steered').picture.boundingBox()];
  expect((box?.y ?? NaN) + (box?.height ?? NaN), 'above the pictures').toBeLessThanOrEqual(picture?.y ?? NaN);

  await tour.getByRole('button', { name: 'Next' }).focus();
  await page.keyboard.press('Enter');
  await expect(tour).toContainText('Drag the slider');
  await expect(studio.dock).toHaveAttribute('data-tour-spot', '');
  await page.keyboard.press('Enter');
  await expect(tour).toContainText('Compare');
  await expect(studio.dock).not.toHaveAttribute('data-tour-spot');
  await page.keyboard.press('Enter');
  await expect(tour).toHaveCount(0);

  await page.reload();
  await studio.settled();
  await expect(tour).toHaveCount(0);
});

test('it can be skipped at once', async ({ studio, page }) => {
  await page.goto('/?backend=wasm');
  await studio.help.tour.getByRole('button', { name: 'Skip the tour' }).click();
  await expect(studio.help.tour).toHaveCount(0);
  await page.reload();
  await expect(studio.positive).toBeVisible();
  await expect(studio.help.tour).toHaveCount(0);
});
