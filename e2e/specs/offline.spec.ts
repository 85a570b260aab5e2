// After the first visit the page needs no network: it opens and draws; a newer version waits until it is wanted.
import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe.ts';
import { expect, test } from '../fixtures/siteTest.ts';

test.use({ serviceWorkers: 'allow' });

/** Every file of the site is stored. */
async function untilKept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

test('opens, draws and explains itself without a network, still with threads', async ({
  studio,
  site,
  page,
}) => {
  await page.goto(site.url);
  await studio.settled();
  const steered = await studio.pane('steered').pixelHash();
  await untilKept(page);
  await site.close();

  // The query is the page's business: the stored page answers all of them.
  await page.goto(`${site.url}?backend=hybrid`);
  await studio.settled();
  await studio.expectNoProblem();
  expect(await studio.pane('steered').pixelHash(), 'the same picture').toBe(steered);
  expect(await page.evaluate(() => crossOriginIsolated), 'stored answers keep their headers').toBe(true);
  await studio.ask({ positive: 'dog' });
  expect(await studio.pane('steered').pixelHash()).not.toBe(steered);
  await studio.help.openHowItWorks();
});

test('a newer version waits for the person, and loses nothing', async ({ studio, site, page }) => {
  await page.goto(site.url);
  await studio.settled();
  await untilKept(page);
  site.append('serviceWorker.js', '\n// newer\n');
  await page.reload();
  await studio.ask({ positive: 'a red house', negative: 'tree' });

  const notice = page.locator('[data-update="waiting"]');
  await expect(notice).toContainText('newer version');
  await expectAccessible(page, 'the notice of a newer version');
  const reloaded = page.waitForEvent('load');
  await notice.getByRole('button', { name: 'Reload' }).click();
  await reloaded; // or what follows would still ask the old page
  await studio.settled();
  await expect(studio.positive).toHaveValue('a red house');
  await expect(studio.negative).toHaveValue('tree');
  await expect(notice).toHaveCount(0);
});
