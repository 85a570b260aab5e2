// The first five minutes: a new visitor takes the tour, tries everything once and shares; a second person sees the same picture.
import { expect, test } from '../fixtures/test.ts';

test.use({ firstVisit: true });

test('from the tour to a link that draws the same picture elsewhere', async ({
  studio,
  page,
  context,
  openElsewhere,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await studio.open();
  const { tour } = studio.help;
  const steered = studio.pane('steered');
  const opened = await steered.pixelHash();

  await expect(tour).toContainText('Type what you want');
  await studio.positive.fill('');
  await studio.positive.pressSequentially('fox');
  await studio.negative.fill('');
  await studio.negative.pressSequentially('blue background');
  await studio.settled();
  const asked = await steered.pixelHash();
  expect(asked).not.toBe(opened);

  await tour.getByRole('button', { name: 'Next' }).click();
  await expect(tour).toContainText('Drag the slider');
  await studio.dragThrough([0.4, 0.8, 1.2], async () => {});
  await studio.settled();
  const scale = Number(await studio.slider.inputValue());
  expect(Math.abs(scale - 1.2)).toBeLessThan(0.05);
  const steeredAway = await steered.pixelHash();
  expect(steeredAway).not.toBe(asked);

  await tour.getByRole('button', { name: 'Next' }).click();
  await expect(tour).toContainText('Compare');
  await tour.getByRole('button', { name: 'Done' }).click();
  await expect(tour).toHaveCount(0);
  await studio.compare.view('Wipe');
  const { left, right } = await studio.compare.visiblePart('plain');
  const { y = 0 } = (await studio.pane('plain').picture.boundingBox()) ?? {};
  await page.mouse.move((left + right) / 2, y + 40);
  await page.mouse.down();
  await page.mouse.move(left + 0.25 * (right - left), y + 40, { steps: 5 });
  await page.mouse.up();
  await expect(studio.compare.divider).toHaveAttribute('aria-valuenow', '25');

  await page.getByRole('button', { name: /^Share/ }).click();
  await expect(studio.kept.note).toContainText('Link copied.');
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await studio.expectNoProblem();

  const second = await openElsewhere(link);
  await expect(second.positive).toHaveValue('fox');
  await expect(second.negative).toHaveValue('blue background');
  await expect(second.slider).toHaveValue(String(scale));
  await expect(second.compare.divider).toHaveAttribute('aria-valuenow', '25');
  expect(await second.pane('steered').pixelHash()).toBe(steeredAway);
  expect(await second.pane('plain').pixelHash()).toBe(await studio.pane('plain').pixelHash());
  await second.expectNoProblem();
});
