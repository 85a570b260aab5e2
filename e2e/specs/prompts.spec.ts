// Prompts as people who know other tools write them: weights by keyboard, phrases on and off, lists to choose from, prompts of before.
import { RECENT_KEY } from '../../src/store/keepRecentPrompts.ts';
import { expect, test } from '../fixtures/test.ts';

test('Ctrl+Up and Ctrl+Down weigh the word at the caret, undo takes it back, and weights keep to their range', async ({
  studio,
  page,
}) => {
  await studio.open();
  await studio.ask({ positive: 'strawberry', negative: 'blurry' });
  const before = await studio.pane('steered').pixelHash();
  const plain = await studio.pane('plain').pixelHash();

  await studio.negative.focus();
  await page.keyboard.press('End');
  for (let press = 0; press < 3; press++) await page.keyboard.press('Control+ArrowUp');
  await expect(studio.negative).toHaveValue('(blurry:1.3)');
  await expect(page.locator('[data-field="negative"]')).toContainText(
    'how strongly its words are taken away',
  );
  await studio.settled();
  expect(await studio.pane('steered').pixelHash(), 'more is taken away').not.toBe(before);
  expect(await studio.pane('plain').pixelHash(), 'the plain picture is untouched').toBe(plain);

  await page.keyboard.press('ControlOrMeta+z');
  await expect(studio.negative).toHaveValue('(blurry:1.2)');
  for (let press = 0; press < 2; press++) await page.keyboard.press('Control+ArrowDown');
  await expect(studio.negative).toHaveValue('blurry');
  await studio.settled();
  expect(await studio.pane('steered').pixelHash()).toBe(before);

  await studio.ask({ negative: '(blurry:2)' });
  const twice = await studio.pane('steered').pixelHash();
  await studio.ask({ negative: '(blurry:9)' });
  await expect(page.locator('[data-field="negative"]')).toContainText('Weights go from 0 to 2');
  expect(await studio.pane('steered').pixelHash()).toBe(twice);
});

test('a phrase is switched off and on by its chip, and the text says so', async ({ studio, page }) => {
  await studio.open();
  const chips = page.getByRole('list', { name: 'Parts of the negative prompt' }).getByRole('button');
  await studio.ask({ positive: 'strawberry', negative: 'blurry' });
  await expect(chips).toHaveCount(1);
  const alone = await studio.pane('steered').pixelHash();
  await chips.click();
  await expect(studio.negative).toHaveValue('(blurry:0)');
  await studio.settled();
  expect(await studio.pane('steered').pixelHash(), 'nothing is taken away').toBe(
    await studio.pane('plain').pixelHash(),
  );
  await chips.click();
  await expect(studio.negative).toHaveValue('blurry');
  await studio.ask({ negative: '' });
  await expect(chips, 'nothing to switch').toHaveCount(0);
  await studio.ask({ negative: 'blurry, dark' });
  const both = await studio.pane('steered').pixelHash();

  const dark = page.getByRole('button', { name: 'Take away dark' });
  await expect(dark).toHaveAttribute('aria-pressed', 'true');
  await dark.press('Enter');
  await expect(dark).toHaveAttribute('aria-pressed', 'false');
  await expect(studio.negative).toHaveValue('blurry, (dark:0)');
  await studio.settled();
  expect(await studio.pane('steered').pixelHash(), 'as if it were not there').toBe(alone);
  await dark.click();
  await studio.settled();
  expect(await studio.pane('steered').pixelHash()).toBe(both);
});

test('lists add to the negative; recent prompts come back after a reload, and go when told', async ({
  studio,
  page,
}) => {
  await studio.open();
  await page.evaluate((key) => localStorage.setItem(key, '{"damaged'), RECENT_KEY);
  await page.reload();
  await studio.settled();
  await studio.ask({ positive: 'fox', negative: 'cat' });
  const menu = page.getByRole('dialog', { name: 'Negatives and recent prompts' });
  await page.getByRole('button', { name: 'Ideas' }).click();
  const list = menu.getByRole('button', { name: 'blurry, pixelated, low resolution' });
  await list.click();
  await expect(studio.negative).toHaveValue('cat, blurry, pixelated, low resolution');
  await expect(list).toHaveAttribute('aria-pressed', 'true');
  await list.click();
  await expect(studio.negative).toHaveValue('cat');
  await expect(menu.getByRole('button', { name: 'fox − cat', exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toBeHidden();

  await page.reload();
  await studio.settled();
  await page.getByRole('button', { name: 'Ideas' }).click();
  await menu.getByRole('button', { name: 'fox − cat', exact: true }).click();
  await expect(studio.positive).toHaveValue('fox');
  await expect(studio.negative).toHaveValue('cat');
  await studio.settled();
  await page.getByRole('button', { name: 'Ideas' }).click();
  await menu.getByRole('button', { name: 'Clear' }).click();
  await expect(menu.getByRole('button', { name: 'fox − cat', exact: true })).toHaveCount(0);
});
