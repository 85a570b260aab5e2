// The next visit opens as the last one was left; what cannot be read costs nothing.
import { expect, test } from '../fixtures/test.ts';

test('prompts, scale, seed, lock, mode, view and theme are there on the next visit', async ({
  studio,
  page,
}) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await studio.open();
  await studio.ask({ positive: 'boat', negative: 'blue background' });
  await studio.chooseMode('vsf');
  await studio.setScale(0.55);
  await studio.seedField.fill('4321');
  await studio.seedField.press('Enter');
  const lock = page.getByRole('button', { name: 'Lock the seed' });
  await lock.click();
  await studio.compare.view('Wipe');
  await studio.compare.pair.selectOption('VSF and CFG');
  await page.getByRole('button', { name: 'Switch to the dark theme' }).click();
  await studio.settled();
  const picture = await studio.pane('steered').pixelHash();

  // The address has the settings as well: the next visit comes without them.
  await page.goto('about:blank');
  await studio.open();
  await expect(studio.positive).toHaveValue('boat');
  await expect(studio.negative).toHaveValue('blue background');
  await expect(studio.slider).toHaveValue('0.55');
  await expect(studio.seedField).toHaveValue('4321');
  await expect(lock).toHaveAttribute('aria-pressed', 'true');
  await expect(studio.compare.divider).toHaveAccessibleName('Divider between VSF and CFG');
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
