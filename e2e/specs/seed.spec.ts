// The seed decides the picture: the same seed the same pixels, dice another, a lock keeps it through presets.
import { PRESETS } from '../../src/app/presets.ts';
import { expect, test } from '../fixtures/test.ts';

test('the same seed draws the same picture again, and a locked one survives a preset', async ({
  studio,
  page,
}) => {
  await studio.open();
  await studio.seedField.fill('1234');
  await studio.settled();
  const first = await studio.pane('plain').pixelHash();
  await page.getByRole('button', { name: 'Roll a new seed' }).click();
  await studio.settled();
  expect(await studio.pane('plain').pixelHash()).not.toBe(first);
  await studio.seedField.fill('1234');
  await studio.settled();
  expect(await studio.pane('plain').pixelHash()).toBe(first);

  await page.getByRole('button', { name: 'Lock the seed' }).click();
  await expect(page.getByRole('button', { name: 'Roll a new seed' })).toBeDisabled();
  await page.getByRole('button', { name: PRESETS[1].label }).click();
  await studio.settled();
  await expect(studio.pane('steered').root).toHaveAttribute('data-seed', '1234');
});
