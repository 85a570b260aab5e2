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

test('Space plays from a clicked picture and from the slider, and arrows move the scale; controls keep their keys', async ({
  studio,
  page,
}) => {
  await studio.open();
  const { live, compare, explore } = studio;
  const playing = async (isOn: boolean, where: string): Promise<void> => {
    await expect(live.root, where).toHaveAttribute('data-playing', String(isOn));
  };
  const scale = async () => Number(await studio.slider.inputValue());
  const scrolled = () => page.evaluate(() => scrollY);

  await studio.pane('plain').root.locator('[data-picture]').click();
  await expect(compare.stage).toBeFocused();
  const before = await scrolled();
  await page.keyboard.down('Space');
  await page.keyboard.down('Space'); // held: a repeat
  await playing(true, 'held on the stage');
  await page.keyboard.up('Space');
  expect(await scrolled(), 'the page').toBe(before);
  await page.keyboard.press('Space');
  await playing(false, 'the stage');
  const thumb = await studio.thumbAt(await scale());
  const end = await studio.thumbAt(0.5);
  await page.mouse.move(thumb.x, thumb.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps: 3 });
  await page.mouse.up();
  await expect(studio.slider).toBeFocused();
  await page.keyboard.press('Space');
  await playing(true, 'the slider');
  await page.keyboard.press('Escape');
  await playing(false, 'Escape');

  await studio.setScale(0.5);
  await studio.slider.press('ArrowRight');
  expect(await scale(), 'its own step, once').toBe(0.51);
  await compare.stage.focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowRight');
  expect(await scale(), 'on the stage').toBe(0.59);
  await page.keyboard.down('ArrowRight');
  for (let repeat = 0; repeat < 4; repeat++) await page.keyboard.down('ArrowRight');
  await page.keyboard.up('ArrowRight');
  expect(await scale(), 'held').toBe(0.64);
  await studio.settled();
  expect(await studio.pane('steered').scale()).toBe(0.64);

  await studio.positive.press('ArrowLeft');
  await studio.modes.getByRole('radio', { checked: true }).press('Space');
  await page.getByRole('button', { name: 'Lock the seed' }).press('ArrowLeft');
  await page.getByRole('button', { name: 'Lock the seed' }).press('Space');
  expect(await scale(), 'controls').toBe(0.64);
  await playing(false, 'controls');
  await compare.stage.focus();
  await page.keyboard.press('+');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('0');
  await compare.view('Wipe');
  await compare.divider.press('ArrowLeft');
  await expect(compare.divider).toHaveAttribute('aria-valuenow', '48');
  expect(await scale(), 'the magnified stage, the divider').toBe(0.64);
  await explore.opener.click();
  await explore.finished();
  await explore.cells.nth(0).focus();
  await page.keyboard.press('ArrowRight');
  await expect(explore.cells.nth(1)).toBeFocused();
  expect(await scale(), 'a sheet').toBe(0.64);
});
