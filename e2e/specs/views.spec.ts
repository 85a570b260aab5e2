// Every view at every size, by day and by night: WCAG 2.2 AA by axe, nothing wider than its frame, and looks as a kept picture has them.
import type { Locator, Page, TestInfo } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe.ts';
import { stillPicture } from '../fixtures/stillPage.ts';
import type { StudioPage } from '../fixtures/studioPage.ts';
import { expect, test } from '../fixtures/test.ts';
import { openStudio, SIZES, type View } from '../fixtures/view.ts';
import { VIEWS } from '../fixtures/views.ts';
import { prepareVisit, VISIT_VIEWS } from '../fixtures/visitViews.ts';

/**
 * The kept pictures are a quarter as wide and high, without the model's pictures, its words and anything measured (fixtures/stillPage.ts):
 * they show where things are and in which colours, so another model, machine or hinting of letters leaves them as they are. Of their
 * pixels 4 in 1000 may be off by more than a fifth of the way from black to white: about what one moved word makes on a desk.
 * After a change that is meant: `npm run e2e -- views --update-snapshots all`, and a look at each.
 */
const TOLERANCE = { threshold: 0.2, maxDiffPixelRatio: 0.004 };

type Size = (typeof SIZES)[number];

for (const size of SIZES) {
  test.describe(size.name, () => {
    test.use({ viewport: size.viewport, hasTouch: size.hasTouch });

    test('every view of the studio', async ({ studio }, testInfo) => {
      await openStudio(studio);
      await expectWhatMatters(studio);
      await walk(studio, VIEWS, size, testInfo);
    });

    test.describe('visits', () => {
      test.use({ firstVisit: true });

      test('every view that comes as the page opens', async ({ studio, page }, testInfo) => {
        await prepareVisit(page);
        await openStudio(studio);
        await walk(studio, VISIT_VIEWS, size, testInfo);
      });
    });
  });
}

/** Comes to each view, looks at it in both themes, and leaves it: one walk for all that has to hold. */
async function walk(studio: StudioPage, views: readonly View[], size: Size, testInfo: TestInfo) {
  const { page } = studio;
  const kept: readonly string[] = size.kept;
  for (const view of views) {
    await view.open(studio);
    const head = view.head?.(studio) ?? page.locator('html');
    await head.evaluate((element) => element.scrollIntoView({ block: 'start' }));
    expect.soft(await overflow(page), `${view.name}: pixels beyond the frame`).toBeLessThanOrEqual(0);
    await expectAccessible(page, view.name, async (theme) => {
      if (view.moves) return;
      const name = `${view.name.replaceAll(' ', '-')}-${size.name}-${theme}.png`;
      const path = testInfo.outputPath(name);
      await page.screenshot({ path, animations: 'disabled' });
      await testInfo.attach(name, { path, contentType: 'image/png' });
      if (kept.includes(theme))
        expect.soft(await stillPicture(page), name).toMatchSnapshot(['views', name], TOLERANCE);
    });
    await view.close(studio);
  }
}

/** The slider and all that it changes are in sight at once. */
async function expectWhatMatters(studio: StudioPage): Promise<void> {
  await expect(studio.slider).toBeInViewport({ ratio: 1 });
  await expect(studio.pane('plain').picture).toBeInViewport({ ratio: 1 });
  await expect(studio.pane('steered').picture).toBeInViewport({ ratio: 1 });
  await expectNotCovered(studio.pane('steered').picture, studio.dock);
}

/** The slider's panel sticks to the window: what it changes must lie above it. */
async function expectNotCovered(picture: Locator, dock: Locator): Promise<void> {
  const [top, bottom] = [await picture.boundingBox(), await dock.boundingBox()];
  expect((top?.y ?? NaN) + (top?.height ?? NaN)).toBeLessThanOrEqual(bottom?.y ?? NaN);
}

/** Pixels by which the page, or any part of an open dialog, is wider than its frame and would scroll sideways. */
async function overflow(page: Page): Promise<number> {
  return page.evaluate(() => {
    const scrollers = [...document.querySelectorAll('dialog[open] *')].filter((element) =>
      ['auto', 'scroll'].includes(getComputedStyle(element).overflowX),
    );
    const beyond = scrollers.map(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth - 1);
    return Math.max(document.documentElement.scrollWidth - innerWidth, ...beyond);
  });
}

test('the theme can be switched by hand', async ({ studio, page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto('/?backend=wasm');
  await expect(studio.positive).toBeVisible();
  const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await page.getByRole('button', { name: 'Switch to the dark theme' }).click();
  expect(await background()).not.toBe(light);
  await page.getByRole('button', { name: 'Switch to the light theme' }).click();
  expect(await background()).toBe(light);
});
