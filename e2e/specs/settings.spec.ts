// The next visit opens as the last one was left; what cannot be read costs nothing.
import { expect, test } from '../fixtures/test.ts';

test('prompts, scale, seed, lock, mode and theme are there after a reload', async ({ studio, page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await studio.open();
  await studio.ask({ positive: 'boat', negative: 'blue background' });
  await studio.chooseMode('vsf');
  await studio.setScale(0.55);
  await studio.seedField.fill('4321');
  await page.getByRole('button', { name: /lock/i }).first().click();
  await page.getByRole('button', { name: 'Switch to the dark theme' }).click();
  await studio.settled();
  const picture = await studio.pane('steered').pixelHash();

  await page.reload();
  await studio.settled();
  await expect(studio.positive).toHaveValue('boat');
  await expect(studio.negative).toHaveValue('blue background');
  await expect(studio.slider).toHaveValue('0.55');
  await expect(studio.seedField).toHaveValue('4321');
  await expect(studio.mode('vsf')).toBeChecked();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(await studio.pane('steered').pixelHash(), 'the same picture').toBe(picture);
});

test('damaged settings, and another version’s, open the page as on a first visit', async ({
  studio,
  page,
}) => {
  await studio.open('?backend=wasm');
  const first = await studio.positive.inputValue();
  for (const damaged of [
    '{"version":1,"scale":9,"positive":7,"tourSeen":tr',
    '{"version":99,"positive":"x"}',
  ]) {
    await page.evaluate((text) => {
      // What is written when the page goes would mend it.
      addEventListener('pagehide', () => localStorage.setItem('steeraway.settings', text));
    }, damaged);
    await page.reload();
    await expect(studio.positive).toHaveValue(first);
  }
  await studio.settled();
  await studio.expectNoProblem();
});
