// Many pictures are searched by the words of their prompts; what is out of sight is neither saved nor removed.
import { PRESETS } from '../../src/app/presets.ts';
import { expectAccessible } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/test.ts';

test('words leave the pictures that have them, and a way back', async ({ studio, page }, testInfo) => {
  await studio.open();
  const { kept } = studio;
  for (const positive of ['dog', 'fox', 'red heart']) {
    await studio.ask({ positive });
    for (const slot of ['plain', 'steered'] as const) await kept.save(slot);
    if (positive === 'dog') {
      await kept.openHistory();
      await expect(kept.search, 'few are seen at a glance').toHaveCount(0);
      await page.keyboard.press('Escape');
    }
    await kept.save('cfg');
  }
  await kept.openHistory();
  await expect(kept.cards).toHaveCount(9);
  await kept.search.fill('DOG');
  await expect(kept.cards).toHaveCount(3);
  await expect(kept.drawer.getByRole('status').filter({ hasText: '3 of 9' })).toBeVisible();
  await expect(kept.drawer.getByRole('button', { name: 'Save 3 found as ZIP' })).toBeVisible();
  await kept.search.fill(`${PRESETS[0].negative} heart`);
  await expect(kept.cards, 'words of both prompts').toHaveCount(3);
  await testInfo.attach('search.png', { body: await page.screenshot(), contentType: 'image/png' });

  await kept.search.fill('zebra');
  await expect(kept.cards).toHaveCount(0);
  await expect(kept.drawer).toContainText('No picture has “zebra” in its prompts.');
  await expectAccessible(page, 'a search that finds nothing');
  await kept.drawer.getByRole('button', { name: 'Clear search' }).click();
  await expect(kept.cards).toHaveCount(9);
  await expect(kept.search).toBeFocused();

  await kept.search.fill('fox');
  await kept.search.press('Escape');
  await expect(kept.search).toHaveValue('');
  await expect(kept.drawer, 'stays open').toBeVisible();
  await kept.search.fill('fox');
  await kept.drawer.getByRole('button', { name: 'Remove 3 found' }).click();
  await kept.search.fill('');
  await expect(kept.cards).toHaveCount(6);
});
