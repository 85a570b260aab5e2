// Esc stops what runs: the pictures keep what they show and say so, the animation rests, the recording becomes a film.
import { expect, test } from '../fixtures/test.ts';

test('Esc stops the pictures being drawn, and Ctrl and Enter draw them', async ({ studio, page }) => {
  await studio.open();
  const steered = studio.pane('steered');
  const before = await steered.pixelHash();
  await studio.stopAt(0.3);
  await expect(steered.root).toHaveAttribute('data-status', 'stopped');
  await expect(steered.root).toContainText('Stopped: an earlier picture');
  await expect(studio.pane('plain').root).toHaveAttribute('data-status', 'shown');
  await expect(page.getByText('Stopped. Some pictures are earlier ones.')).toBeAttached();
  expect(await steered.pixelHash()).toBe(before);
  expect(await steered.scale()).toBe(1);

  await page.keyboard.press('Control+Enter');
  await studio.settled();
  await expect(steered.root).toHaveAttribute('data-status', 'shown');
  await expect(steered.root).not.toContainText('Stopped');
  expect(await steered.scale()).toBe(0.3);
  const isTaken = await steered.root.evaluate(
    (pane) =>
      !pane.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true })),
  );
  expect(isTaken, 'with nothing to stop the browser keeps the key').toBe(false);
  await studio.expectNoProblem();
});

test('Esc ends the animation and the recording, whose film stays', async ({ studio, page }) => {
  await studio.open();
  const { live } = studio;
  await live.opener.click();
  await live.record.click();
  const pictures = live.nextPictures(3);
  await live.play.click();
  await pictures;
  await page.keyboard.press('Escape');
  await expect(live.root).toHaveAttribute('data-playing', 'false');
  await expect(live.record).toBeVisible();
  await expect(live.saveFilm).toBeVisible();
  await studio.settled();
});
