// The keyboard: a list of shortcuts, and what each does; text fields keep their keys. Ctrl and Enter are in stop.spec.ts.
import { SHORTCUTS } from '../../src/app/shortcuts/shortcuts.ts';
import { expect, test } from '../fixtures/test.ts';

test('shortcuts play, stop, and list themselves', async ({ studio, page }) => {
  await studio.open();
  const { live } = studio;
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await page.keyboard.press('?');
  await expect(list).toBeVisible();
  for (const { text } of SHORTCUTS) await expect(list).toContainText(text);
  await page.keyboard.press('?');
  await expect(list).toBeHidden();

  await studio.positive.fill('what?');
  await studio.positive.press('?');
  await expect(studio.positive).toHaveValue('what??');
  await expect(list).toBeHidden();

  await studio.positive.blur();
  await page.keyboard.press('Space');
  await expect(live.root).toHaveAttribute('data-playing', 'true');
  await page.keyboard.press('Escape');
  await expect(live.root).toHaveAttribute('data-playing', 'false');
  await page.keyboard.press('Space');
  await page.keyboard.press('Space');
  await expect(live.root).toHaveAttribute('data-playing', 'false');
  await studio.settled();

  const before = Number(await studio.slider.inputValue());
  await studio.slider.press(before > 1 ? 'ArrowLeft' : 'ArrowRight');
  await studio.settled();
  expect(await studio.pane('steered').scale()).toBeCloseTo(before > 1 ? before - 0.01 : before + 0.01, 10);
});
