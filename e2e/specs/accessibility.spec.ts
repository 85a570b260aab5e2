// WCAG 2.2 AA by axe on every view, by day and by night, on a desk and on a phone.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { StudioPage } from '../fixtures/studioPage.ts';
import { expect, test } from '../fixtures/test.ts';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];
const VIEWS = [
  { name: 'desk, light', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'phone, dark', width: 390, height: 844, colorScheme: 'dark' },
] as const;

/** Opens each part of the page, and shuts it again. */
const PARTS: readonly (readonly [string, (studio: StudioPage) => Promise<void>])[] = [
  ['the studio', async () => {}],
  ['the models', (studio) => studio.models.open()],
  ['the diagnostics', (studio) => studio.help.openDiagnostics()],
  ['how it works', (studio) => studio.help.openHowItWorks()],
];

/** Each violation with its first element, so that a failure says where to look. */
async function violations(page: Page): Promise<readonly string[]> {
  const result = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  return result.violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );
}

for (const { name, width, height, colorScheme } of VIEWS) {
  test(`every part of the page, ${name}`, async ({ studio, page }) => {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await studio.open();
    for (const [part, open] of PARTS) {
      await open(studio);
      expect.soft(await violations(page), part).toEqual([]);
      if (part !== 'the studio') await studio.help.close();
    }
  });
}

test.describe('a first visit', () => {
  test.use({ firstVisit: true });
  test('the tour, and a problem', async ({ studio, page }) => {
    await page.route('**/models/**/generator.weights', (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto('/?backend=wasm');
    await expect(studio.problem).toBeVisible();
    await expect(studio.help.tour).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
});
