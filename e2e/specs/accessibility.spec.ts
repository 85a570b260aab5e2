// WCAG 2.2 AA by axe on every view, at every size, by day and by night.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test.ts';
import { openStudio, SIZES, THEMES, VIEWS } from '../fixtures/views.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
/** What another theme can break: it changes colours, and nothing else. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Each violation with its first element, so that a failure says where to look. */
async function violations(page: Page, isRecoloured: boolean): Promise<readonly string[]> {
  // The page has no frames of other origins, so axe needs no second page to put its results together.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const result = await (isRecoloured ? axe.withRules(COLOUR_RULES) : axe.withTags(TAGS)).analyze();
  return result.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

/** @param what what is on the page */
async function expectAccessible(page: Page, what: string): Promise<void> {
  for (const [index, colorScheme] of THEMES.entries()) {
    await page.emulateMedia({ colorScheme });
    expect.soft(await violations(page, index > 0), `${what}, ${colorScheme}`).toEqual([]);
  }
}

for (const { name, viewport, hasTouch } of SIZES) {
  test.describe(name, () => {
    test.use({ viewport, hasTouch });

    test('every view', async ({ studio, page }) => {
      await openStudio(studio);
      for (const view of VIEWS) {
        await view.open(studio);
        await expectAccessible(page, view.name);
        await view.close(studio);
      }
    });
  });
}

test('a model that is gone, and a notice of it', async ({ studio, page }) => {
  await page.addInitScript(() => {
    const settings = { version: 1, tourSeen: true, modelId: 'sd-turbo' };
    localStorage.setItem('steeraway.settings', JSON.stringify(settings));
  });
  await studio.open('?backend=wasm');
  await expect(studio.notices).toContainText(['not stored here any more']);
  for (const { name, viewport } of SIZES) {
    await page.setViewportSize(viewport);
    await expectAccessible(page, name);
  }
  await studio.help.openDiagnostics();
  await expectAccessible(page, 'the diagnostics without a GPU');
});

test.describe('a first visit', () => {
  test.use({ firstVisit: true });

  test('the tour, and a problem', async ({ studio, page }) => {
    await page.route('**/models/**/generator.weights', (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto('/?backend=wasm');
    await expect(studio.problem).toBeVisible();
    await expect(studio.help.tour).toBeVisible();
    for (const { name, viewport } of SIZES) {
      await page.setViewportSize(viewport);
      await expectAccessible(page, name);
    }
  });
});
