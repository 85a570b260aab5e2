// A grid over two settings: a cell is the picture that the panes show for its settings, and a click brings it there.
import { PRESETS } from '../../src/app/presets.ts';
import { expect, test } from '../fixtures/test.ts';

const { seed } = PRESETS[0];

test('negatives by seed: a chosen cell becomes the picture in the pane, bit for bit; other settings make the sheet stale, and redraw nothing', async ({
  studio,
  page,
}) => {
  await studio.open();
  const { explore } = studio;
  await explore.opener.click();
  await explore.across.selectOption('I don’t want');
  await explore.negatives.fill('\ncat\ndog');
  await explore.down.selectOption('Seed');
  await explore.set(explore.seeds, 2);
  await explore.redraw.click();
  await explore.finished();
  await expect(explore.root.getByRole('columnheader')).toHaveText(['Seed', 'nothing', 'cat', 'dog']);
  await expect(explore.root.getByRole('rowheader')).toHaveText([String(seed), String(seed + 1)]);

  await explore.cells.nth(5).click();
  await studio.settled();
  await expect(studio.negative).toHaveValue('dog');
  await expect(studio.seedField).toHaveValue(String(seed + 1));
  await expect(explore.cells.nth(5)).toHaveAttribute('aria-selected', 'true');
  expect(await studio.pane('steered').pixelHash()).toBe(await explore.cellHash(5));
  await expect(explore.state, 'the sheet still holds').toHaveAttribute('data-stale', 'false');

  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowUp');
  await expect(explore.cells.nth(0)).toBeFocused();
  await page.keyboard.press('Enter');
  await studio.settled();
  await expect(studio.negative).toHaveValue('');
  expect(await studio.pane('steered').pixelHash()).toBe(await explore.cellHash(0));

  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await studio.settled();
  await explore.across.selectOption('Method');
  await explore.down.selectOption('One row');
  await explore.redraw.click();
  await explore.finished();
  const before = await explore.cellHash(1);
  await studio.setScale(0.4);
  await expect(explore.root).toContainText('The settings have changed.');
  expect(await explore.cellHash(1)).toBe(before);
  await explore.redraw.click();
  await explore.finished();
  expect(await explore.cellHash(1)).not.toBe(before);
  expect(await explore.cellHash(1)).toBe(await studio.pane('steered').pixelHash());
});
